// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.Frame;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The identity of a bug: the same for every occurrence, whatever the addresses, offsets, CPUs, processes, builds and the
 * system call that led to it.
 */
final class Fingerprint {

    /** Where nobody is to blame, enough frames to tell two bugs apart, few enough that callers do not split one. */
    private static final int FRAMES = 3;

    private Fingerprint() {}

    /** 16 hexadecimal digits of the SHA-256 over kind and title, and over the telling frames where no function is named. */
    static String of(Opening opening, Title.Words words, List<Frame> frames) {
        StringBuilder identity = new StringBuilder()
                .append(opening.kind())
                .append('\n')
                .append(words.title())
                .append(opening.identity());
        if (words.corrupted()) {
            frames.stream()
                    .map(Frame::function)
                    .filter(function -> !Functions.ALWAYS.contains(function))
                    .limit(FRAMES)
                    .forEach(function -> identity.append('\n').append(function));
        }
        byte[] digest = sha256().digest(identity.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform lacks SHA-256, which every one must have", e);
        }
    }
}

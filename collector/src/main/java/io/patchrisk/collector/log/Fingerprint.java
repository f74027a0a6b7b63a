// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Frame;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The identity of a bug: the same for every occurrence, whatever the addresses, offsets, CPUs, processes and the system
 * call that led to it.
 */
final class Fingerprint {

    /** Enough to tell two bugs in one function apart, few enough that callers do not split one bug. */
    private static final int FRAMES = 5;

    private Fingerprint() {}

    /** 16 hexadecimal digits of the SHA-256 over kind and telling frames; over the title where no frame tells. */
    static String of(EventKind kind, String title, List<Frame> frames) {
        List<String> telling = Blame.telling(frames, FRAMES);
        String identity = kind + "\n" + (telling.isEmpty() ? title : String.join("\n", telling));
        byte[] digest = sha256().digest(identity.getBytes(StandardCharsets.UTF_8));
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

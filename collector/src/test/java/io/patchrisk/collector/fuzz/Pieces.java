// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Inputs of fuzz targets: where they begin, and how one input is cut into pieces. */
final class Pieces {

    /** Between two datagrams or frames of one input: the ASCII record separator, which no kernel prints. */
    static final char SEPARATOR = 0x1e;

    private static final List<String> KERNEL_LOGS = List.of(
            "atomic.log",
            "forced.log",
            "hung-task.log",
            "list-corruption.log",
            "oops.log",
            "panic.log",
            "refcount.log",
            "refused.log",
            "soft-lockup-and-rcu-stall.log");

    private Pieces() {}

    /** Texts as seeds. */
    static Stream<Arguments> seeds(String... texts) {
        return Stream.of(texts).map(text -> Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The kernel logs that other tests read, as seeds. */
    static Stream<Arguments> kernelLogs() {
        return KERNEL_LOGS.stream().map(name -> {
            try (InputStream in = Pieces.class.getResourceAsStream("/kernel-log/" + name)) {
                return Arguments.of((Object) Objects.requireNonNull(in, name).readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException("reading " + name, e);
            }
        });
    }

    /** Frames of several texts in one input. */
    static String frames(String... frames) {
        return String.join(String.valueOf(SEPARATOR), frames);
    }

    /** The frames of one input. */
    static List<byte[]> frames(byte[] input) {
        List<byte[]> frames = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= input.length; i++) {
            if (i == input.length || input[i] == SEPARATOR) {
                frames.add(Arrays.copyOfRange(input, start, i));
                start = i + 1;
            }
        }
        return frames;
    }

    /** The same bytes in pieces of 0 to 64 bytes; where they are cut depends on the bytes alone. */
    static List<byte[]> cut(byte[] input) {
        SplittableRandom random = random(input);
        List<byte[]> pieces = new ArrayList<>();
        int start = 0;
        while (start < input.length) {
            int end = Math.min(input.length, start + random.nextInt(65));
            pieces.add(Arrays.copyOfRange(input, start, end));
            start = end;
        }
        return pieces;
    }

    /** Chance that is the same for the same input. */
    static SplittableRandom random(byte[] input) {
        return new SplittableRandom(Arrays.hashCode(input));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.exposition;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The labels of one sample, sorted by name. An absent label reads as the empty string, as Prometheus has it. */
public final class Labels {

    private static final Labels NONE = new Labels(new String[0]);

    /** Name, value, name, value …, sorted by name. */
    private final String[] pairs;

    private Labels(String[] pairs) {
        this.pairs = pairs;
    }

    public static Labels none() {
        return NONE;
    }

    public static Labels of(Map<String, String> labels) {
        return new Labels(new TreeMap<>(labels)
                .entrySet().stream()
                        .flatMap(label -> java.util.stream.Stream.of(label.getKey(), label.getValue()))
                        .toArray(String[]::new));
    }

    /** Labels of the first {@code length} entries of {@code pairs} (name, value, …), in any order of names. */
    static Labels sorted(String[] pairs, int length) {
        if (length == 0) {
            return NONE;
        }
        String[] own = Arrays.copyOf(pairs, length);
        for (int i = 2; i < length; i += 2) {
            for (int j = i; j > 0 && own[j].compareTo(own[j - 2]) < 0; j -= 2) {
                swap(own, j, j - 2);
                swap(own, j + 1, j - 1);
            }
        }
        return new Labels(own);
    }

    private static void swap(String[] array, int i, int j) {
        String held = array[i];
        array[i] = array[j];
        array[j] = held;
    }

    /** The value of label {@code name}; empty when it is absent. */
    public String get(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return "";
    }

    public int size() {
        return pairs.length / 2;
    }

    /** Whether a label name occurs twice, which the format forbids. */
    boolean repeatsAName() {
        for (int i = 2; i < pairs.length; i += 2) {
            if (pairs[i].equals(pairs[i - 2])) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels labels && Arrays.equals(pairs, labels.pairs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pairs);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < pairs.length; i += 2) {
            text.append(i == 0 ? "" : ",")
                    .append(pairs[i])
                    .append("=\"")
                    .append(pairs[i + 1])
                    .append('"');
        }
        return text.append('}').toString();
    }
}

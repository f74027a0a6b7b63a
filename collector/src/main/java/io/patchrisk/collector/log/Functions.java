// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The table of functions that have a known part in stacks, {@code never-guilty.txt}, by its sections. */
enum Functions {
    ALWAYS,
    NONE,
    FREE,
    SKB,
    LEAK,
    PAGE,
    USB,
    USERCOPY,
    ODEBUG,
    PROC,
    WARNING,
    RCU,
    ATOMIC,
    PREEMPT,
    LOCK,
    SPIN,
    KMSAN,
    HUNG,
    STALL_ANCHOR,
    STALL_SELF,
    PAGE_FAULT,
    TIMER_INTERRUPT;

    private static final String FILE = "never-guilty.txt";

    private static final Map<Functions, FunctionSet> SETS = read();

    boolean contains(String name) {
        FunctionSet set = SETS.get(this);
        return set != null && set.contains(name);
    }

    private static Map<Functions, FunctionSet> read() {
        Map<Functions, FunctionSet> sets = new EnumMap<>(Functions.class);
        try (InputStream in = Functions.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its own " + FILE);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            Functions section = NONE;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("[")) {
                    section = valueOf(line.substring(1, line.length() - 1)
                            .replace('-', '_')
                            .toUpperCase(Locale.ROOT));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    sets.computeIfAbsent(section, key -> new FunctionSet()).add(line.strip());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("reading the program's own " + FILE, e);
        }
        return sets;
    }
}

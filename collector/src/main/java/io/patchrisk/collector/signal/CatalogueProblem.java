// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

/**
 * One thing wrong with a catalogue of signals.
 *
 * @param source where the catalogue comes from, such as a file name
 * @param line line number, from 1; 0 when the problem has no line
 * @param key which signal and key, such as {@code checkout_latency.floor}
 * @param problem what is wrong
 * @param remedy what to do about it
 */
public record CatalogueProblem(String source, int line, String key, String problem, String remedy) {

    @Override
    public String toString() {
        return source + (line > 0 ? " line " + line : "") + ": " + key + ": " + problem + "; " + remedy;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.capture;

/**
 * One recorded answer of a node_exporter.
 *
 * @param t seconds of guest uptime as recorded; it falls when the host came back from a crash
 * @param at seconds on the clock of the capture's first boot, which never falls; equal to {@code t} until a reboot
 * @param durationMs how long the answer took
 * @param answer status line, headers and body; may be empty or cut
 */
public record Scrape(double t, double at, double durationMs, RecordedAnswer answer) {

    /** The exposition text without the HTTP head; empty when nothing was answered. */
    public String body() {
        return answer.body();
    }
}

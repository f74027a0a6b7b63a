// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

/**
 * What others print before a kernel message on the same line: a login prompt without an end of line, the kernel's own
 * note that messages were dropped, date and host of a syslog file.
 */
final class Foreword {

    /** Longest prompt or head of a syslog line looked at. */
    private static final int LONGEST = 200;

    private static final String DROPPED = " printk messages dropped **";
    private static final String PROMPT = "login: [";

    private Foreword() {}

    /** Where the kernel's part of the line begins; 0 when nothing stands before it, or the line is none of the kernel's. */
    static int end(String line) {
        char first = line.charAt(0);
        if (first == '*') {
            int dropped = line.startsWith("** ") ? line.indexOf(DROPPED) : -1;
            return dropped < 0 || dropped > LONGEST ? 0 : Symbol.skipBlanks(line, dropped + DROPPED.length());
        }
        int kernel = syslog(line);
        if (kernel > 0) {
            return kernel;
        }
        int bracket = line.indexOf('[');
        boolean prompt = bracket >= PROMPT.length() - 1
                && bracket <= LONGEST
                && line.startsWith(PROMPT, bracket - PROMPT.length() + 1);
        return prompt ? bracket : 0;
    }

    /** Where the message begins after the CPU and task that phones print: {@code [4:  system_server: 3344] }. */
    static int afterVendor(String line, int from) {
        int at = Symbol.skipBlanks(line, from);
        boolean task = at + 3 < line.length()
                && line.charAt(at) == '['
                && line.charAt(at + 2) == ':'
                && line.charAt(at + 1) >= '0'
                && line.charAt(at + 1) <= '9';
        int close = task ? line.indexOf(']', at) : -1;
        return close < 0 || close - at > 40 ? from : Symbol.skipBlanks(line, close + 1);
    }

    /** Where the message begins after {@code host kernel: }, which journalctl prints behind its stamp. */
    static int afterHost(String line, int from) {
        int blank = line.indexOf(' ', from);
        boolean host = blank > from && blank - from < 64 && line.startsWith(" kernel: ", blank);
        return host ? blank + " kernel: ".length() : from;
    }

    /** Where the message of a syslog line by the kernel begins; 0 when it is none. */
    private static int syslog(String line) {
        int at = date(line);
        if (at == 0) {
            return 0;
        }
        // host, perhaps facility.level, then the tag
        for (int word = 0; word < 3; word++) {
            if (line.regionMatches(true, at, "kernel:", 0, 7)) {
                return word == 0 ? 0 : Symbol.skipBlanks(line, at + 7);
            }
            int blank = line.indexOf(' ', at);
            if (blank < 0 || blank - at > LONGEST) {
                return 0;
            }
            at = blank + 1;
        }
        return 0;
    }

    /** Where the host begins, behind {@code Nov 22 10:00:00 } or {@code 2026-11-22T10:00:00.1+00:00 }; 0 without a date. */
    private static int date(String line) {
        if (line.length() < 20) {
            return 0;
        }
        boolean traditional = line.charAt(3) == ' '
                && line.charAt(6) == ' '
                && line.charAt(9) == ':'
                && line.charAt(12) == ':'
                && line.charAt(15) == ' ';
        if (traditional) {
            return 16;
        }
        boolean iso =
                line.charAt(4) == '-' && line.charAt(7) == '-' && line.charAt(10) == 'T' && line.charAt(13) == ':';
        int blank = iso ? line.indexOf(' ') : -1;
        return blank > 0 && blank < 40 ? blank + 1 : 0;
    }
}

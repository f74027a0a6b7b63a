// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

import io.patchrisk.collector.syslog.Parsed.Kernel;
import io.patchrisk.collector.syslog.Parsed.Reason;
import io.patchrisk.collector.syslog.Parsed.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads syslog messages: RFC 5424, RFC 3164, and RFC 3164 with a time of RFC 3339, which rsyslog sends by itself. Only what
 * the kernel said is taken. No input makes it throw.
 */
final class SyslogParser {

    /** Facility 0: the C library lets no program log with it, and journald rewrites it. A tag is free to choose. */
    private static final int KERNEL_FACILITY = 0;

    private static final Pattern PRIORITY = Pattern.compile("<(\\d{1,3})>");
    private static final Pattern VERSION = Pattern.compile("1 (?=[-\\d])");
    private static final Pattern TAG = Pattern.compile("kernel(?:\\[\\d{1,10}\\])?:");
    private static final Pattern HOST = Pattern.compile("([^\\s\\[\\]]{0,254}[^\\s\\[\\]:]) ");

    /** Blanks before the kernel's stamp: rsyslog puts one or two there. Without a stamp they may be an indentation. */
    private static final Pattern BEFORE_STAMP = Pattern.compile(" +(?=\\[ *\\d+\\.\\d)");

    private SyslogParser() {}

    static Parsed parse(byte[] message, Instant arrival) {
        String text = withoutEnd(new String(message, StandardCharsets.UTF_8));
        if (text.isEmpty()) {
            return new Rejected(Reason.EMPTY);
        }
        Matcher priority = PRIORITY.matcher(text);
        int number = priority.lookingAt() ? Integer.parseInt(priority.group(1)) : Integer.MAX_VALUE;
        if (number > 191) {
            return new Rejected(Reason.NO_PRIORITY);
        }
        if (number >> 3 != KERNEL_FACILITY) {
            return new Rejected(Reason.NOT_KERNEL);
        }
        int at = priority.end();
        Matcher version = VERSION.matcher(text).region(at, text.length());
        return version.lookingAt()
                ? structured(text, version.end(), number & 7, arrival)
                : traditional(text, at, number & 7, arrival);
    }

    /** RFC 5424: {@code TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA [MSG]}. */
    private static Parsed structured(String text, int from, int severity, Instant arrival) {
        int[] spaces = new int[5];
        int at = from;
        for (int i = 0; i < spaces.length; i++) {
            spaces[i] = text.indexOf(' ', at);
            if (spaces[i] <= at) {
                return new Rejected(Reason.BAD_HEADER);
            }
            at = spaces[i] + 1;
        }
        int end = StructuredData.end(text, at);
        if (end < 0) {
            return new Rejected(Reason.BAD_HEADER);
        }
        String app = text.substring(spaces[1] + 1, spaces[2]);
        if (!app.equals("kernel") && !app.equals("-")) {
            return new Rejected(Reason.NOT_KERNEL);
        }
        String host = text.substring(spaces[0] + 1, spaces[1]);
        return new Kernel(
                severity,
                SyslogTime.ofIso(text.substring(from, spaces[0]), arrival),
                host.equals("-") ? null : host,
                message(text, end + 1));
    }

    /** RFC 3164: {@code [TIMESTAMP] [HOSTNAME] [TAG:]MSG}; each part may be missing. */
    private static Parsed traditional(String text, int from, int severity, Instant arrival) {
        SyslogTime.Found time = SyslogTime.at(text, from, arrival);
        int at = time == null ? from : blank(text, time.end());
        String host = null;
        Matcher name = HOST.matcher(text).region(at, text.length());
        if (time != null && name.lookingAt()) {
            host = name.group(1);
            at = name.end();
        }
        Matcher tag = TAG.matcher(text).region(at, text.length());
        if (tag.lookingAt()) {
            at = tag.end();
            return new Kernel(severity, time == null ? arrival : time.at(), host, message(text, blank(text, at)));
        }
        return new Kernel(severity, time == null ? arrival : time.at(), host, message(text, at));
    }

    private static int blank(String text, int at) {
        return at < text.length() && text.charAt(at) == ' ' ? at + 1 : at;
    }

    private static String message(String text, int from) {
        int at = Math.min(from, text.length());
        if (at < text.length() && text.charAt(at) == '\uFEFF') {
            at++;
        }
        Matcher blanks = BEFORE_STAMP.matcher(text).region(at, text.length());
        String message = text.substring(blanks.lookingAt() ? blanks.end() : at);
        // rsyslog writes control characters as # and three octal digits (rsyslog.conf(5), EscapeControlCharacters).
        return message.indexOf("#01") < 0
                ? message
                : message.replace("#011", "\t").replace("#012", "\n");
    }

    private static String withoutEnd(String text) {
        int end = text.length();
        while (end > 0 && isEnd(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean isEnd(char c) {
        return c == '\n' || c == '\r' || c == 0;
    }
}

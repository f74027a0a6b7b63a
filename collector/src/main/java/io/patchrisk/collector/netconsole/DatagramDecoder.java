// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.netconsole;

import io.patchrisk.collector.dmesg.KmsgEscapes;
import io.patchrisk.collector.netconsole.Datagram.Fragment;
import io.patchrisk.collector.netconsole.Datagram.Legacy;
import io.patchrisk.collector.netconsole.Datagram.Message;
import io.patchrisk.collector.netconsole.Datagram.Reason;
import io.patchrisk.collector.netconsole.Datagram.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads netconsole datagrams as Documentation/networking/netconsole.rst describes them:
 * {@code [release,]level,sequence,usec,flag[,key=value…];text}. What does not begin so is legacy console text.
 */
final class DatagramDecoder {

    /** Largest body a kernel can announce: a printk record of at most 8 KiB, each byte escaped as four. */
    static final int MAX_BODY = 32 * 1024;

    /** Where a header must have ended: release and keys are short (a kernel release has at most 64 characters). */
    private static final int MAX_HEADER = 512;

    private static final Pattern HEADER = Pattern.compile(
            "(?:([^,;\\s]{1,64}),)?(\\d{1,6}),(\\d{1,18}),(\\d{1,17}),[-c+]((?:,[\\w-]{1,32}=[^,;]{0,128}){0,8})");

    private static final Pattern FRAGMENT = Pattern.compile(",ncfrag=(\\d{1,9})/(\\d{1,9})");
    private static final Pattern CALLER = Pattern.compile(",caller=([TC]\\d{1,10})");

    private DatagramDecoder() {}

    static Datagram decode(byte[] datagram) {
        if (datagram.length == 0) {
            return new Rejected(Reason.EMPTY);
        }
        int semicolon = headerEnd(datagram);
        if (semicolon > 0) {
            String header = latin1(datagram, 0, semicolon);
            Matcher found = HEADER.matcher(header);
            if (found.matches()) {
                return extended(found, header, latin1(datagram, semicolon + 1, datagram.length));
            }
        }
        return isText(datagram) ? new Legacy(latin1(datagram, 0, datagram.length)) : new Rejected(Reason.NOT_TEXT);
    }

    /** A message put together from its pieces. */
    static Datagram whole(String header, String body) {
        Matcher found = HEADER.matcher(header);
        return found.matches() ? message(found, body) : new Rejected(Reason.BAD_FRAGMENT);
    }

    private static int headerEnd(byte[] datagram) {
        int end = Math.min(datagram.length, MAX_HEADER);
        for (int i = 0; i < end; i++) {
            if (datagram[i] == ';') {
                return i;
            }
            if (datagram[i] == '\n') {
                return -1;
            }
        }
        return -1;
    }

    private static Datagram extended(Matcher header, String raw, String body) {
        Matcher fragment = FRAGMENT.matcher(header.group(5));
        if (!fragment.find()) {
            return message(header, body);
        }
        int offset = Integer.parseInt(fragment.group(1));
        int total = Integer.parseInt(fragment.group(2));
        boolean fits = body.length() > 0 && total <= MAX_BODY && (long) offset + body.length() <= total;
        if (!fits || fragment.find()) {
            return new Rejected(Reason.BAD_FRAGMENT);
        }
        return new Fragment(
                Long.parseLong(header.group(3)), FRAGMENT.matcher(raw).replaceFirst(""), offset, total, body);
    }

    private static Message message(Matcher header, String body) {
        Matcher caller = CALLER.matcher(header.group(5));
        return new Message(
                Integer.parseInt(header.group(2)) & 7,
                Long.parseLong(header.group(3)),
                Long.parseLong(header.group(4)),
                caller.find() ? caller.group(1) : null,
                KmsgEscapes.undo(body),
                dictionaryLines(body));
    }

    /** Behind the text stands its dictionary, each line of which begins with a blank. */
    private static int dictionaryLines(String body) {
        int lines = 0;
        for (int at = body.indexOf("\n "); at >= 0; at = body.indexOf("\n ", at + 1)) {
            lines++;
        }
        return lines;
    }

    private static String latin1(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Kernels print ASCII and, rarely, UTF-8 names; noise from the network is neither. */
    private static boolean isText(byte[] datagram) {
        int odd = 0;
        for (byte b : datagram) {
            if (b < 0x20 && b != '\n' && b != '\t' && b != '\r' && b != 0x1b) {
                odd++;
            }
        }
        return odd * 4 <= datagram.length;
    }
}

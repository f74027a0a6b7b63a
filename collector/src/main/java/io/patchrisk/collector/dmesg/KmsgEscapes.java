// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.dmesg;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * How the extended console format and /dev/kmsg write bytes that are not printable ASCII: {@code \xNN}
 * (Documentation/ABI/testing/dev-kmsg).
 */
public final class KmsgEscapes {

    private KmsgEscapes() {}

    /**
     * The text up to its end of line, unescaped.
     *
     * @param body one character a byte
     */
    public static String undo(String body) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(body.length());
        for (int i = 0; i < body.length() && body.charAt(i) != '\n'; i++) {
            int escaped = body.charAt(i) == '\\' ? escaped(body, i) : -1;
            if (escaped >= 0) {
                text.write(escaped);
                i += 3;
            } else {
                text.write(body.charAt(i));
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** The byte written as {@code \xNN} at {@code at}; -1 when there is none. */
    private static int escaped(String body, int at) {
        if (at + 3 >= body.length() || body.charAt(at + 1) != 'x') {
            return -1;
        }
        int high = Character.digit(body.charAt(at + 2), 16);
        int low = Character.digit(body.charAt(at + 3), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}

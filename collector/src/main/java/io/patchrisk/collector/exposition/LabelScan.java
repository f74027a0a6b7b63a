// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.exposition;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reader of the label set of one line, if it has one. */
final class LabelScan {

    private final byte[] text;
    private final int end;
    private int at;
    private String[] pairs = new String[8];
    private int length;
    private Labels labels = Labels.none();

    LabelScan(byte[] text, int from, int end) {
        this.text = text;
        this.at = from;
        this.end = end;
    }

    /** Index after the label set. */
    int position() {
        return at;
    }

    Labels labels() {
        return labels;
    }

    /** Reads the set; the reason why it cannot be taken, or null when all is well. */
    @Nullable
    Rejection read() {
        if (at == end || text[at] != '{') {
            return null;
        }
        at = LineScan.skipBlanks(text, at + 1, end);
        while (at < end && text[at] != '}') {
            Rejection reason = pair();
            if (reason != null) {
                return reason;
            }
        }
        if (at == end) {
            return Rejection.BAD_LABELS;
        }
        at++;
        labels = Labels.sorted(pairs, length);
        return labels.repeatsAName() ? Rejection.BAD_LABELS : null;
    }

    /** One {@code name="value"} and the comma after it, if there is one. */
    private @Nullable Rejection pair() {
        int nameEnd = LineScan.labelNameEnd(text, at, end);
        int equals = LineScan.skipBlanks(text, nameEnd, end);
        if (nameEnd == at || equals == end || text[equals] != '=') {
            return Rejection.BAD_LABELS;
        }
        if (length == 2 * ExpositionParser.MAX_LABELS) {
            return Rejection.TOO_MANY_LABELS;
        }
        String name = new String(text, at, nameEnd - at, StandardCharsets.US_ASCII);
        at = LineScan.skipBlanks(text, equals + 1, end);
        String value = quoted();
        if (value == null) {
            return Rejection.BAD_LABELS;
        }
        if (name.length() > ExpositionParser.MAX_NAME || value.length() > ExpositionParser.MAX_LABEL_VALUE) {
            return Rejection.LABEL_TOO_LONG;
        }
        add(name, value);
        at = LineScan.skipBlanks(text, at, end);
        if (at < end && text[at] == ',') {
            at = LineScan.skipBlanks(text, at + 1, end);
            return null;
        }
        return at < end && text[at] == '}' ? null : Rejection.BAD_LABELS;
    }

    private void add(String name, String value) {
        if (length == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * length);
        }
        pairs[length++] = name;
        pairs[length++] = value;
    }

    /** The quoted string at the position, which moves behind it; null when it is malformed. */
    private @Nullable String quoted() {
        if (at == end || text[at] != '"') {
            return null;
        }
        int from = at + 1;
        boolean escaped = false;
        int i = from;
        while (i < end && text[i] != '"') {
            escaped |= text[i] == '\\';
            i += text[i] == '\\' ? 2 : 1;
        }
        if (i >= end) {
            return null;
        }
        at = i + 1;
        return escaped ? unescape(from, i) : new String(text, from, i - from, StandardCharsets.UTF_8);
    }

    private String unescape(int from, int to) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            if (text[i] == '\\' && (text[i + 1] == '\\' || text[i + 1] == '"' || text[i + 1] == 'n')) {
                i++;
                plain.write(text[i] == 'n' ? '\n' : text[i]);
            } else {
                plain.write(text[i]);
            }
        }
        return plain.toString(StandardCharsets.UTF_8);
    }
}

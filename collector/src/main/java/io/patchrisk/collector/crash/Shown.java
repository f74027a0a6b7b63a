// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

/** Names and words from a disk as they may be stored and shown: no control characters, no half characters, bounded. */
final class Shown {

    /** PATH_MAX of Linux is 4096 bytes; nobody reads more than this. */
    static final int LONGEST = 1024;

    private Shown() {}

    static String text(String raw) {
        StringBuilder text = new StringBuilder(Math.min(raw.length(), LONGEST));
        for (int i = 0; i < raw.length() && text.length() < LONGEST; i++) {
            char c = raw.charAt(i);
            boolean plain = !Character.isISOControl(c) && !Character.isSurrogate(c) && c != '\uFFFD';
            text.append(plain ? c : '?');
        }
        return text.toString();
    }
}

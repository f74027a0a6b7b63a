// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.capture;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When each netconsole datagram of a capture arrived: as recorded, else no earlier than any kernel stamp before it. */
final class ArrivalEstimate {

    /** {@code level,sequence,microseconds,flags}; see Documentation/networking/netconsole.rst, extended format. */
    private static final Pattern HEAD = Pattern.compile("\\d{1,10},(\\d{1,18}),(\\d{1,18}),");

    private final BootClock clock;
    private int boot;
    private long lastSequence = -1;
    private double latest = Double.NEGATIVE_INFINITY;

    ArrivalEstimate(BootClock clock) {
        this.clock = clock;
    }

    double of(byte[] datagram, @Nullable Double recordedAt) {
        int length = Math.min(datagram.length, 64);
        Matcher head = HEAD.matcher(new String(datagram, 0, length, StandardCharsets.ISO_8859_1));
        double uptime = latest - clock.offset(boot);
        if (head.lookingAt()) {
            long sequence = Long.parseLong(head.group(1));
            // Networks reorder a few datagrams; only a new boot starts its sequence afresh.
            if (sequence < lastSequence - 100 && Long.parseLong(head.group(2)) / 1e6 < uptime) {
                boot++;
            }
            lastSequence = sequence;
            uptime = Long.parseLong(head.group(2)) / 1e6;
        }
        double at = (recordedAt == null ? uptime : recordedAt) + clock.offset(boot);
        latest = Math.max(latest, Double.isFinite(at) ? at : 0);
        return latest;
    }
}

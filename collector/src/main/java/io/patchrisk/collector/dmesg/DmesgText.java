// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.dmesg;

import io.patchrisk.collector.channel.ReadLog;
import io.patchrisk.collector.dmesg.DmesgLine.When;
import io.patchrisk.collector.log.LineCutter;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.collector.log.StampClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Kernel log text of one host: records of /dev/kmsg, output of dmesg with whichever times, or bare lines. Not thread-safe;
 * one a host, because it keeps the boot's clock.
 */
public final class DmesgText {

    /** Lines of a record's dictionary, behind the record: {@code " SUBSYSTEM=usb"}. */
    private static final Pattern DICTIONARY = Pattern.compile(" [A-Z_][A-Z0-9_]{0,63}=.*");

    private static final String BANNER = "Linux version ";

    private final StampClock stamps = new StampClock();
    private final StampClock dates = new StampClock();

    /**
     * The lines of a piece of log. Stamps are placed by the newest of them, which is taken to be as old as the piece: what
     * lies before it in the same boot is that much older, however late it came. A banner begins another boot.
     *
     * @param text whole lines; a last one without an end counts as a line
     * @param arrival when the piece came
     */
    public ReadLog read(byte[] text, Instant arrival) {
        LineCutter cutter = new LineCutter();
        List<String> raw = new ArrayList<>(cutter.feed(text));
        String rest = cutter.rest();
        if (rest != null) {
            raw.add(rest);
        }
        List<DmesgLine> records = new ArrayList<>();
        long dictionary = records(raw, records);
        List<LogLine> lines = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= records.size(); i++) {
            if (i == records.size() || records.get(i).text().startsWith(BANNER)) {
                place(records.subList(from, i), arrival, lines);
                from = i;
            }
        }
        Map<String, Long> passedOver = new TreeMap<>();
        passedOver.put("dictionary", dictionary);
        passedOver.put(ReadLog.CUT, cutter.cutLines());
        passedOver.values().removeIf(count -> count == 0);
        return new ReadLog(lines, passedOver);
    }

    /** Another boot began: its stamps have nothing to do with those before. */
    public void newBoot() {
        stamps.reset();
    }

    /** Reads lines as records; how many lines are no messages but say where one comes from. */
    private static long records(List<String> raw, List<DmesgLine> records) {
        long dictionary = 0;
        for (String line : raw) {
            DmesgLine last = records.isEmpty() ? null : records.get(records.size() - 1);
            if (last != null
                    && last.sequence() != null
                    && DICTIONARY.matcher(line).matches()) {
                dictionary++;
                continue;
            }
            DmesgLine next = DmesgLine.of(line);
            if (last != null && continues(last, next)) {
                String whole = last.text() + next.text();
                records.set(records.size() - 1, joined(last, whole));
            } else {
                records.add(next);
            }
        }
        return dictionary;
    }

    /** A line that was printed in pieces: the first is flagged c, the ones behind it +. */
    private static boolean continues(DmesgLine last, DmesgLine next) {
        return next.flag() == '+'
                && last.flag() != '-'
                && Objects.equals(last.caller(), next.caller())
                && last.text().length() + next.text().length() <= LineCutter.MAX_LENGTH;
    }

    private static DmesgLine joined(DmesgLine last, String text) {
        return new DmesgLine(last.when(), last.level(), last.caller(), last.sequence(), last.flag(), text);
    }

    /** Places the records of one boot in time. */
    private void place(List<DmesgLine> records, Instant arrival, List<LogLine> lines) {
        if (!records.isEmpty() && records.get(0).text().startsWith(BANNER)) {
            newBoot();
        }
        for (DmesgLine record : records) {
            if (record.when() instanceof When.Stamp stamp) {
                stamps.observe(stamp.micros(), arrival);
            } else if (record.when() instanceof When.Date date) {
                dates.observe(date.micros(), arrival);
            }
        }
        for (DmesgLine record : records) {
            Long stamp = record.when() instanceof When.Stamp known ? known.micros() : null;
            Instant at = at(record.when(), arrival);
            for (String text : record.text().split("\n", -1)) {
                lines.add(new LogLine(at, stamp, record.level(), record.caller(), false, record.sequence(), text));
            }
        }
    }

    private Instant at(@Nullable When when, Instant arrival) {
        Instant at = null;
        if (when instanceof When.Stamp stamp) {
            at = stamps.wall(stamp.micros());
        } else if (when instanceof When.Date date) {
            at = dates.wall(date.micros());
        } else if (when instanceof When.Wall wall) {
            at = wall.at();
        }
        return at == null || at.isAfter(arrival) ? arrival : at;
    }
}

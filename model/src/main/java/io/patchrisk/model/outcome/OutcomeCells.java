// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.outcome;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.outcome.Rejection.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/**
 * The cells of one line. What they do not hold as they should throws {@link Refused}.
 *
 * @param columns places of the columns by name
 */
record OutcomeCells(CSVRecord record, Map<String, Integer> columns) {

    private static final Pattern RUN = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern NAME = Pattern.compile("\\P{Cntrl}{1,128}");
    private static final Pattern DECISION = Pattern.compile("proceed|hold|stop|unknown");

    /** Double.parseDouble would also take "0x1p3", "1d" and "NaN". */
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,40})?([eE][-+]?[0-9]{1,3})?");

    private static final int MOST_HOSTS = 10_000_000;
    private static final int LONGEST_QUOTE = 40;

    /** Why a line is no row; without a stack trace, because it is an expected outcome. */
    static final class Refused extends RuntimeException {
        private final Reason reason;

        Refused(Reason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }

    OutcomeRow row() {
        if (record.size() != columns.size()) {
            throw new Refused(Reason.CELLS, record.size() + " cells under " + columns.size() + " columns");
        }
        String version = raw(OutcomeCsv.FEATURE_VERSION);
        if (!version.equals(Integer.toString(Feature.VERSION))) {
            throw new Refused(
                    Reason.FEATURE_VERSION,
                    "features are of version " + quoted(version) + ", this program has " + Feature.VERSION);
        }
        return new OutcomeRow(
                text(OutcomeCsv.RUN, RUN),
                text(OutcomeCsv.PATCH, NAME),
                rule(),
                instant(OutcomeCsv.TOLD_AT),
                text(OutcomeCsv.DECISION, DECISION),
                instant(OutcomeCsv.DECIDED_AT),
                count(OutcomeCsv.PATCHED),
                count(OutcomeCsv.CONTROLS),
                features());
    }

    private Rule rule() {
        String label = raw(OutcomeCsv.LABEL);
        String word = raw(OutcomeCsv.RULE);
        if (label.equals(Label.UNCONFIRMED.word())) {
            throw new Refused(Reason.UNCONFIRMED, "nothing is learned from it (" + quoted(word) + ")");
        }
        for (Rule rule : Rule.values()) {
            if (rule.word().equals(word) && rule.label().word().equals(label)) {
                return rule;
            }
        }
        throw new Refused(Reason.LABEL, "label " + quoted(label) + " does not follow from rule " + quoted(word));
    }

    private FeatureVector features() {
        Map<String, Double> named = new HashMap<>();
        for (Feature feature : Feature.values()) {
            if (!raw(feature.word()).isEmpty()) {
                named.put(feature.word(), number(feature.word(), 0, 1));
            }
        }
        return NamedFeatures.vector(named);
    }

    private String raw(String column) {
        Integer place = columns.get(column);
        return place == null ? "" : record.get(place);
    }

    private String text(String column, Pattern allowed) {
        String text = OutcomeCsv.plain(raw(column));
        if (!allowed.matcher(text).matches()) {
            throw wrong(column, text);
        }
        return text;
    }

    private int count(String column) {
        double value = number(column, 0, MOST_HOSTS);
        if (value != Math.rint(value)) {
            throw wrong(column, raw(column));
        }
        return (int) value;
    }

    private double number(String column, double least, double most) {
        String text = raw(column);
        if (!NUMBER.matcher(text).matches()) {
            throw wrong(column, text);
        }
        double value = Double.parseDouble(text);
        if (!(value >= least && value <= most)) {
            throw new Refused(Reason.VALUE, column + " is " + quoted(text) + ", not within " + least + ".." + most);
        }
        return value;
    }

    private Instant instant(String column) {
        try {
            return Instant.parse(raw(column));
        } catch (DateTimeException e) {
            throw wrong(column, raw(column));
        }
    }

    private static Refused wrong(String column, String text) {
        return new Refused(Reason.VALUE, column + " is " + quoted(text));
    }

    static String quoted(String text) {
        String shown = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
        return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Evidence in short sentences with numbers. */
final class ChangeWording {

    private static final int MOST_REASONS = 3;

    /** What deviates less is not worth a sentence. */
    private static final double WORTH_TELLING = 2;

    private static final MathContext SHORT = new MathContext(3, RoundingMode.HALF_EVEN);

    private ChangeWording() {}

    static List<String> reasons(ChangeEvidence evidence) {
        List<MetricFinding> findings = evidence.findings();
        List<String> reasons = new ArrayList<>();
        for (MetricFinding finding : findings) {
            if (finding.strongest() >= WORTH_TELLING && reasons.size() < MOST_REASONS) {
                reasons.add(sentence(finding, findings.size()));
            }
        }
        settled(evidence, reasons);
        if (reasons.isEmpty()) {
            reasons.add("nothing moved beyond chance in " + counted(findings.size(), "metric") + "; farthest "
                    + sentence(findings.get(0), findings.size()));
        }
        return reasons;
    }

    /** The score weighs how far a metric settled from where it was even where the samples are too few for a deviate. */
    private static void settled(ChangeEvidence evidence, List<String> reasons) {
        if (Clue.FAR.piece(0, evidence.clue(Clue.FAR)) > 0) {
            MetricFinding farthest =
                    Collections.max(evidence.findings(), Comparator.comparingDouble(MetricFinding::far));
            reasons.add(farthest.metric() + ": settled " + number(farthest.settled())
                    + " units of its own noise from where it was, median " + number(farthest.was())
                    + " before and " + number(farthest.is()) + " after");
        }
    }

    static String narrowed(ChangeEvidence evidence) {
        return "swings are narrower than before by " + number(evidence.narrowing())
                + " deviations, so that this is another signal than it was";
    }

    private static String sentence(MetricFinding finding, int metrics) {
        double corrected = Chance.ofMany(finding.strongest(), metrics);
        return finding.metric() + ": " + movement(finding) + " on " + counted(finding.hosts(), "changed host")
                + ", median " + number(finding.was()) + " before and " + number(finding.is()) + " after, "
                + number(finding.strongest()) + " deviations"
                + controls(finding) + ", p " + number(Chance.p(corrected, 1));
    }

    private static String movement(MetricFinding finding) {
        double strongest = finding.strongest();
        if (strongest == finding.level()) {
            return switch (finding.aspect()) {
                case RAMP -> "a ramp since the change";
                case LATE_STEP -> "a late step, " + begin(finding);
                default -> "a step, " + begin(finding);
            };
        }
        return strongest == finding.spread() ? "wider swings" : "an excursion within 3 samples of the change";
    }

    private static String begin(MetricFinding finding) {
        return finding.begin() == 0 ? "at the change" : counted(finding.begin(), "sample") + " after the change";
    }

    private static String controls(MetricFinding finding) {
        if (finding.controls() == 0) {
            return " without controls";
        }
        return finding.strongest() == finding.level()
                ? ", more than on " + finding.exceeded() + " of " + counted(finding.controls(), "control")
                : " against " + counted(finding.controls(), "control");
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** Three digits, the same on every Java: {@code Double.toString} changed with Java 19. */
    private static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(SHORT);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import io.patchrisk.model.assess.Assessment;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Series;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.model.judge.Finding;
import io.patchrisk.model.judge.Subject;
import io.patchrisk.scoring.desk.MovedSignal;
import io.patchrisk.scoring.desk.MovedSignal.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signals as small plots: patched hosts against controls, each host on its own instant. */
final class Charts {

    private static final int MOST_SIGNALS = 12;
    private static final int BINS = 60;

    /** A movement smaller than this many units of chance is not worth a plot, unless nothing moved more. */
    private static final double MOVED = 2;

    private static final int FEWEST_FOR_QUARTILES = 4;

    private Charts() {}

    /** The signals that moved most, symptoms before resources; at least one of each where there is any. */
    static List<MovedSignal> of(Assessment assessment) {
        List<MovedSignal> charts = new ArrayList<>();
        for (Role role : List.of(Role.SYMPTOM, Role.RESOURCE)) {
            List<Finding> findings = assessment
                    .evidence()
                    .judgement()
                    .of(role)
                    .limit(MOST_SIGNALS / 2)
                    .toList();
            for (int i = 0; i < findings.size(); i++) {
                if (i == 0 || findings.get(i).statistic() >= MOVED) {
                    charts.add(chart(assessment, findings.get(i)));
                }
            }
        }
        return charts;
    }

    private static MovedSignal chart(Assessment assessment, Finding finding) {
        Signal signal = finding.signal();
        List<Subject> all = new ArrayList<>(assessment.arms().patched());
        all.addAll(assessment.arms().controls());
        double from = Double.POSITIVE_INFINITY;
        double to = Double.NEGATIVE_INFINITY;
        for (Subject subject : all) {
            double instant = subject.windows().transition().from();
            from = Math.min(from, subject.windows().before().from() - instant);
            to = Math.max(to, subject.windows().after().to() - instant);
        }
        List<Point> patched = points(signal, assessment.arms().patched(), from, to);
        List<Point> control = points(signal, assessment.arms().controls(), from, to);
        return new MovedSignal(
                signal.name(),
                signal.unit(),
                signal.worse(),
                signal.help(),
                finding.statistic() > 0,
                finding.statistic(),
                finding.p(),
                since(patched, control),
                patched,
                control);
    }

    /**
     * From when on the patched hosts lie beyond the controls without a break until now, on the side on which they lie now;
     * both arms have the same bins. Null where they do not lie beyond.
     */
    private static @Nullable Double since(List<Point> patched, List<Point> control) {
        Map<Double, Point> controls = new HashMap<>();
        control.forEach(point -> controls.put(point.t(), point));
        Double since = null;
        int side = 0;
        for (int i = patched.size() - 1; i >= 0 && patched.get(i).t() >= 0; i--) {
            Point point = patched.get(i);
            Point other = controls.get(point.t());
            if (other == null) {
                continue;
            }
            int here = side(point.value(), other);
            if (here == 0 || (side != 0 && here != side)) {
                return since;
            }
            side = here;
            since = point.t();
        }
        return since;
    }

    /** 1 above the middle half of the controls, -1 below it, 0 within; with few controls their median stands for it. */
    private static int side(double value, Point control) {
        Double low = control.low();
        Double high = control.high();
        if (value > (high == null ? control.value() : high)) {
            return 1;
        }
        return value < (low == null ? control.value() : low) ? -1 : 0;
    }

    private static List<Point> points(Signal signal, List<Subject> subjects, double from, double to) {
        List<Point> points = new ArrayList<>();
        for (int bin = 0; bin < BINS && from < to; bin++) {
            double start = from + (to - from) * bin / BINS;
            double end = from + (to - from) * (bin + 1) / BINS;
            double[] values = values(signal, subjects, start, end);
            if (values.length > 0) {
                boolean many = values.length >= FEWEST_FOR_QUARTILES;
                points.add(new Point(
                        (start + end) / 2,
                        values[values.length / 2],
                        many ? values[values.length / 4] : null,
                        many ? values[values.length * 3 / 4] : null));
            }
        }
        return points;
    }

    /** One mean a host, ascending. */
    private static double[] values(Signal signal, List<Subject> subjects, double start, double end) {
        List<Double> means = new ArrayList<>();
        for (Subject subject : subjects) {
            double instant = subject.windows().transition().from();
            Series inside = subject.host().series(signal).between(instant + start, instant + end);
            if (inside.size() > 0) {
                means.add(Arrays.stream(inside.values()).average().orElse(0));
            }
        }
        return means.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
}

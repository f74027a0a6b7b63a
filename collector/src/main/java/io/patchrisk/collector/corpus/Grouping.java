// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.corpus;

import io.patchrisk.collector.corpus.LabelledLog.Report;
import io.patchrisk.model.fact.KernelEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Whether fingerprints group reports as people would, over all pairs of clean logs. Recall: of the pairs with the same
 * title, those with the same fingerprint. Precision: of the pairs with the same fingerprint, those that are one bug.
 */
final class Grouping {

    private final List<Reading> clean = new ArrayList<>();

    Grouping(List<Reading> readings) {
        for (Reading reading : readings) {
            Report report = reading.log().report();
            if (report != null && report.clean()) {
                clean.add(reading);
            }
        }
    }

    List<Measure> measures() {
        int same = 0;
        int found = 0;
        int grouped = 0;
        int right = 0;
        List<String> missed = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < clean.size(); i++) {
            for (int j = i + 1; j < clean.size(); j++) {
                Reading a = clean.get(i);
                Reading b = clean.get(j);
                boolean together = together(a, b);
                boolean title = report(a).title().equals(report(b).title());
                boolean bug = !Collections.disjoint(report(a).names(), report(b).names());
                same += title ? 1 : 0;
                found += title && together ? 1 : 0;
                grouped += together ? 1 : 0;
                right += together && bug ? 1 : 0;
                if (title && !together) {
                    missed.add(pair(a, b));
                }
                if (together && !bug) {
                    wrong.add(pair(a, b));
                }
            }
        }
        return List.of(
                new Measure(Evaluation.GROUPING_RECALL, found, same, missed),
                new Measure(Evaluation.GROUPING_PRECISION, right, grouped, wrong));
    }

    private static boolean together(Reading a, Reading b) {
        KernelEvent one = a.event();
        KernelEvent other = b.event();
        return one != null && other != null && one.fingerprint().equals(other.fingerprint());
    }

    private static Report report(Reading reading) {
        Report report = reading.log().report();
        if (report == null) {
            throw new IllegalStateException("log " + reading.log().id() + " has no label");
        }
        return report;
    }

    private static String pair(Reading a, Reading b) {
        return a.log().id() + " and " + b.log().id() + ": " + report(a).title() + " and "
                + report(b).title() + ", got " + a.title() + " and " + b.title();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.corpus;

import io.patchrisk.collector.log.Found;
import io.patchrisk.collector.log.KernelLogScan;
import io.patchrisk.collector.log.ReportType;
import io.patchrisk.model.fact.KernelEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A labelled log and what we read of it.
 *
 * @param log the log
 * @param event its first report; null when we found none
 */
public record Reading(LabelledLog log, @Nullable KernelEvent event) {

    /** Reads a log as the service would. */
    public static Reading of(LabelledLog log) {
        KernelLogScan scan = new KernelLogScan();
        List<Found> found = new ArrayList<>(scan.feed(log.log(), 0, log.log().length));
        found.addAll(scan.finish());
        KernelEvent first = found.stream()
                .map(Found::fact)
                .filter(KernelEvent.class::isInstance)
                .map(KernelEvent.class::cast)
                .findFirst()
                .orElse(null);
        return new Reading(log, first);
    }

    String title() {
        return event == null ? "" : event.title();
    }

    String type() {
        return ReportType.of(title());
    }

    boolean corrupted() {
        return event != null && event.corrupted();
    }

    Set<String> names() {
        Set<String> names = new HashSet<>();
        if (event != null) {
            names.addAll(event.alternativeTitles());
            names.add(event.title());
        }
        return names;
    }

    /** Innermost function of the stack; empty when there is none. */
    String firstFunction() {
        return event == null || event.frames().isEmpty()
                ? ""
                : event.frames().get(0).function();
    }

    /** How many taint flags are set; G says that none is, about proprietary modules. */
    int taintFlags() {
        return event == null
                ? 0
                : (int) event.taint().chars().filter(letter -> letter != 'G').count();
    }

    /** A title without its function. */
    static String kind(String title) {
        int in = title.lastIndexOf(" in ");
        return in < 0 ? title : title.substring(0, in);
    }
}

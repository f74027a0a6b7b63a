// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.Series;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.model.window.Span;
import io.patchrisk.model.window.Windows;

/**
 * One host as one arm of a comparison sees it.
 *
 * @param host what is known of it
 * @param windows its windows, on its own patch instant or pseudo-instant
 */
public record Subject(HostRecord host, Windows windows) {

    /** What was measured of a signal in the before window. */
    Series before(Signal signal) {
        return inside(signal, windows.before());
    }

    /** The same in the after window. */
    Series after(Signal signal) {
        return inside(signal, windows.after());
    }

    private Series inside(Signal signal, Span span) {
        return host.series(signal).between(span.from(), span.to());
    }

    Subject beforeOnly() {
        return new Subject(host, windows.halves());
    }

    Subject cutAfter(double seconds) {
        return new Subject(host, windows.cutAfter(seconds));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.window.Windows;

/**
 * One host as one arm of a comparison sees it.
 *
 * @param host what is known of it
 * @param windows its windows, on its own patch instant or pseudo-instant
 */
public record Subject(HostRecord host, Windows windows) {

    Subject beforeOnly() {
        return new Subject(host, windows.halves());
    }

    Subject cutAfter(double seconds) {
        return new Subject(host, windows.cutAfter(seconds));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Frame;

/** First lines by which a file system says that it found itself damaged or no longer writes. */
final class Filesystem {

    private Filesystem() {}

    static Opening error(String title, String function) {
        return new Opening(
                EventKind.FILESYSTEM_READ_ONLY,
                Opening.Naming.STACK,
                title,
                new Frame(StackLine.plain(function), null));
    }

    static Opening readOnly(String name) {
        return Opening.of(EventKind.FILESYSTEM_READ_ONLY, Opening.Naming.NONE, name + ": file system read-only");
    }
}

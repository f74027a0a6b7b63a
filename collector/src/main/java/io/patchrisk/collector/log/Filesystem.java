// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static io.patchrisk.collector.log.Opening.Naming.HEADER;
import static io.patchrisk.collector.log.Opening.Naming.TITLE;
import static io.patchrisk.model.fact.EventKind.FILESYSTEM_READ_ONLY;

import io.patchrisk.model.fact.Frame;

/** First lines by which a file system says that it found itself damaged or no longer writes. */
final class Filesystem {

    private Filesystem() {}

    static Opening error(String title, String function) {
        return Opening.of(FILESYSTEM_READ_ONLY, HEADER, title).naming(new Frame(Symbol.plain(function), null));
    }

    static Opening readOnly(String name) {
        return Opening.of(FILESYSTEM_READ_ONLY, TITLE, name + ": file system read-only");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.capture;

import java.io.IOException;
import java.nio.file.Path;

/** A capture that cannot be read or written; the message names the file and the line. */
public final class CaptureException extends IOException {

    private static final long serialVersionUID = 1;

    CaptureException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }

    CaptureException(Path file, String problem) {
        super(file + ": " + problem);
    }

    CaptureException(Path file, int line, String problem) {
        super(file + " line " + line + ": " + problem);
    }
}

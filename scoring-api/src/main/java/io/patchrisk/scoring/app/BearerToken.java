// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A token that is kept in a file of its own. */
final class BearerToken {

    private BearerToken() {}

    /** Value of the header {@code Authorization}; empty without a file. */
    static String authorization(@Nullable Path file, String whose) {
        if (file == null) {
            return "";
        }
        try {
            return "Bearer " + Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the token for " + whose + " cannot be read from " + file, e);
        }
    }
}

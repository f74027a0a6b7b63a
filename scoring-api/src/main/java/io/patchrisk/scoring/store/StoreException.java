// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store;

import org.jspecify.annotations.Nullable;

/** A failure of the store itself, saying what was being done to which store and what to do about it. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public StoreException(String message) {
        super(message);
    }
}

// SPDX-License-Identifier: Apache-2.0
/** The embedded store: one SQLite file, one writer thread, one reader thread, no set-up. */
@NullMarked
package io.patchrisk.scoring.store.sqlite;

import org.jspecify.annotations.NullMarked;

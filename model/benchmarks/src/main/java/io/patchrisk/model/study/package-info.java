// SPDX-License-Identifier: Apache-2.0
/** How often the judge errs, and how soon it sees, on simulated fleets. */
@NullMarked
package io.patchrisk.model.study;

import org.jspecify.annotations.NullMarked;

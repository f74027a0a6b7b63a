// SPDX-License-Identifier: Apache-2.0
/** The whole way from host records to an assessment, as one pure function. */
@NullMarked
package io.patchrisk.model.assess;

import org.jspecify.annotations.NullMarked;

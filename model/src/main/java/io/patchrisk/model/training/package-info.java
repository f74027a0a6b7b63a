// SPDX-License-Identifier: Apache-2.0
/** From labelled cohorts to a model file with provenance, cross-validated by group. */
@NullMarked
package io.patchrisk.model.training;

import org.jspecify.annotations.NullMarked;

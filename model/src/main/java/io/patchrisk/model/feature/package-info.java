// SPDX-License-Identifier: Apache-2.0
/** What the judge and the kernel logs found, as named unit-free numbers for the model. */
@NullMarked
package io.patchrisk.model.feature;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Whether a newly trained model may take the place of the one in use. */
@NullMarked
package io.patchrisk.model.candidate;

import org.jspecify.annotations.NullMarked;

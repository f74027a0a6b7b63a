// SPDX-License-Identifier: Apache-2.0
/** Where a host's own patch instant cuts its time into before, transition and after. */
@NullMarked
package io.patchrisk.model.window;

import org.jspecify.annotations.NullMarked;

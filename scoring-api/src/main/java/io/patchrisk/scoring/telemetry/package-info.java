// SPDX-License-Identifier: Apache-2.0
/** What the service tells about itself: its meters, whether it lives and whether it is ready. */
@NullMarked
package io.patchrisk.scoring.telemetry;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What tools and people may ask of the service and tell it: the port that the HTTP face calls and the engine answers. */
@NullMarked
package io.patchrisk.scoring.desk;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Recorded hosts, played to a real service over real HTTP and UDP. */
@NullMarked
package io.patchrisk.scoring.demo;

import org.jspecify.annotations.NullMarked;

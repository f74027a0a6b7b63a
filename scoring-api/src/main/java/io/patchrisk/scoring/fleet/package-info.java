// SPDX-License-Identifier: Apache-2.0
/** What is known of hosts, patches and rollouts, rebuilt from the fact store and from nothing else. */
@NullMarked
package io.patchrisk.scoring.fleet;

import org.jspecify.annotations.NullMarked;

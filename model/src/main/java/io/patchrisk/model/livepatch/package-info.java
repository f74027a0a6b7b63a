// SPDX-License-Identifier: Apache-2.0
/** Loads of live patches, as a host's kernel tells them. */
@NullMarked
package io.patchrisk.model.livepatch;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What a crash left behind on a disk: crash directories, dumps, pstore records. Nothing here writes, moves or deletes any of it. */
@NullMarked
package io.patchrisk.collector.crash;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The systemd journal: kernel messages as {@code journalctl -k -o json} gives them. */
@NullMarked
package io.patchrisk.collector.journal;

import org.jspecify.annotations.NullMarked;

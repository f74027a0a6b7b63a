// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

/** In which form a piece of kernel log is pushed. */
public enum KernelLogFormat {
    /** What dmesg or /dev/kmsg gives, or bare lines. */
    TEXT,
    /** Entries of the systemd journal, one a line, as {@code journalctl -k -o json} writes them. */
    JOURNAL
}

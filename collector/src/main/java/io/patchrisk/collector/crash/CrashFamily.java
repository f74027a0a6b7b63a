// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

/** Who wrote a crash directory. */
public enum CrashFamily {
    /** The dracut module of RHEL and Fedora: {@code 10.0.0.7-2026-11-22-10:00:00/vmcore}. */
    RHEL,
    /** kdump-tools of Debian and Ubuntu: {@code 202611221000/dump.202611221000}. */
    DEBIAN,
    /** kdump of SUSE: {@code 2026-11-22-10-00/README.txt}. */
    SUSE,
    /** A problem directory of ABRT, which takes crash directories and pstore records away from where they were written. */
    ABRT,
    /** Records of /sys/fs/pstore, there or where systemd-pstore moved them. */
    PSTORE,
    /** A dump or a log in a folder that none of these writes. */
    OTHER
}

// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

/**
 * A file of a crash directory.
 *
 * @param name its name, as people can be shown it
 * @param bytes its size
 * @param role what it is
 */
public record CrashFile(String name, long bytes, FileRole role) {

    /** A file whose role its name says. */
    public static CrashFile of(String name, long bytes) {
        return new CrashFile(Shown.text(name), bytes, FileRole.of(name));
    }
}

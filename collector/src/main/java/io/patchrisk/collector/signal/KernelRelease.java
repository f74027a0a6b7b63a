// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import io.patchrisk.collector.exposition.Labels;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kernel release that a host states in the labels of {@code node_uname_info}. */
public final class KernelRelease {

    /** {@code struct new_utsname} of the kernel has room for 64 characters. */
    private static final Pattern RELEASE = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._+~:-]{0,63}");

    private KernelRelease() {}

    /** The release; null where the label is missing or cannot be one. */
    public static @Nullable String of(Labels labels) {
        String release = labels.get("release");
        return RELEASE.matcher(release).matches() ? release : null;
    }
}

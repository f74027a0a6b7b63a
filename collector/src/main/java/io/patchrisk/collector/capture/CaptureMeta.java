// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.capture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a capture says of itself. Times are seconds of guest uptime.
 *
 * @param kernel kernel release
 * @param arch machine architecture
 * @param vcpus number of CPUs
 * @param memoryMib memory in MiB
 * @param scrapeInterval seconds between two scrapes as planned
 * @param patch the live patch that was loaded; null when none was
 * @param changeAt the patch instant, or for a control that of its patched siblings
 * @param label benign, harmful, stalled, refused or mixed; never an input of scoring
 * @param fault what was wrong on purpose; null when nothing was; never an input of scoring
 * @param document all of {@code meta.json}, with the keys that have no component here
 */
public record CaptureMeta(
        String kernel,
        String arch,
        int vcpus,
        int memoryMib,
        double scrapeInterval,
        @Nullable LoadedPatch patch,
        double changeAt,
        String label,
        @Nullable Fault fault,
        JsonNode document) {

    /**
     * A live patch as it was loaded.
     *
     * @param name name of the module
     * @param functions functions it replaces
     * @param loadAt when loading began
     * @param loadDone when loading returned
     * @param loadStatus exit status of loading; 0 when the kernel took the patch
     */
    public record LoadedPatch(String name, List<String> functions, double loadAt, double loadDone, int loadStatus) {
        public LoadedPatch {
            functions = List.copyOf(functions);
        }
    }

    /** A fault built into a patch on purpose, with its dose. */
    public record Fault(String family, String parameters) {}
}

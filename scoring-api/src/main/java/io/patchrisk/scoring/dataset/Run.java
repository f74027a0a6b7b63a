// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchrisk.collector.capture.CaptureMeta;
import io.patchrisk.model.training.Part;
import io.patchrisk.model.training.Treatment;
import io.patchrisk.scoring.replay.RecordedHost;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One capture as a member of cohorts.
 *
 * @param host what was measured, which alone is scored
 * @param part where it belongs
 * @param setting where and how it was measured
 * @param treatment what was done to it; {@link Treatment#NONE} for a control
 */
record Run(RecordedHost host, Part part, Setting setting, Treatment treatment) {

    static Run of(RecordedHost host, Part part) {
        return new Run(host, part, Setting.of(host.meta()), treatment(host.meta()));
    }

    String id() {
        return host.record().host().value();
    }

    boolean control() {
        return treatment.equals(Treatment.NONE);
    }

    private static Treatment treatment(CaptureMeta meta) {
        CaptureMeta.LoadedPatch patch = meta.patch();
        if (patch == null) {
            return Treatment.NONE;
        }
        JsonNode loaded = meta.document().path("patch");
        CaptureMeta.Fault fault = meta.fault();
        String at = loaded.path("at").asText("");
        return new Treatment(
                meta.label(),
                patch.name(),
                word(at.isEmpty() ? String.join(" ", patch.functions()) : at),
                fault == null ? special(meta.document()) : word(fault.family()),
                word(fault == null ? parameters(loaded) : fault.parameters()));
    }

    /** What is not plain about a patch that carries no fault: its transition, or that the kernel cannot take it. */
    private static @Nullable String special(JsonNode document) {
        String transition = document.path("design").path("transition").asText("plain");
        String kind = document.path("patch").path("kind").asText("livepatch");
        return transition.equals("plain") ? (kind.equals("livepatch") ? null : kind) : transition;
    }

    /** What a patch without a fault was loaded with: another honest cost makes another patch. */
    private static String parameters(JsonNode loaded) {
        List<String> words = new ArrayList<>();
        loaded.path("parameters")
                .properties()
                .forEach(entry ->
                        words.add(entry.getKey() + "=" + entry.getValue().asText()));
        return String.join(" ", words);
    }

    private static @Nullable String word(String text) {
        return text.isEmpty() ? null : text;
    }
}

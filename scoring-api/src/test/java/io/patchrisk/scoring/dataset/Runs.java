// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.dataset;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.patchrisk.collector.capture.CaptureMeta;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.training.Part;
import io.patchrisk.model.training.Treatment;
import io.patchrisk.scoring.replay.RecordedHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Runs of which nothing was measured, for tests of who meets whom. */
final class Runs {

    private Runs() {}

    static Run of(String id, Part part, Setting setting, Treatment treatment) {
        CaptureMeta meta = new CaptureMeta(
                setting.kernel(), "x86_64", 1, 512, 2, null, 70, "mixed", null, MissingNode.getInstance());
        HostRecord record = new HostRecord(
                new HostId(id),
                setting.kernel(),
                new TreeMap<>(),
                List.of(),
                2,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null);
        return new Run(new RecordedHost(Path.of(id), meta, record), part, setting, treatment);
    }

    static Treatment harmful(String patch, String dose) {
        return new Treatment("harmful", patch, "fs_read", "leak", dose);
    }

    /**
     * Two waves of each of two kernels in each part, of 6.12 one of them scraped more slowly; a wave has three hosts with one harmful patch, two with a benign one,
     * and four controls.
     */
    static List<Run> lab() {
        List<Run> runs = new ArrayList<>();
        int wave = 0;
        for (Part part : Part.values()) {
            for (String kernel : List.of("6.1", "6.12", "6.1", "6.12")) {
                wave++;
                Setting setting = new Setting(
                        kernel,
                        wave % 4 == 0 ? 15 : 5,
                        "w" + wave,
                        "instructions",
                        wave % 3 == 0 ? "journal" : "requests");
                List<Treatment> hosts = new ArrayList<>();
                hosts.addAll(List.of(harmful("p1", "1"), harmful("p1", "1"), harmful("p1", "2")));
                hosts.addAll(List.of(benign(wave), benign(wave)));
                hosts.addAll(List.of(Treatment.NONE, Treatment.NONE, Treatment.NONE, Treatment.NONE));
                for (Treatment treatment : hosts) {
                    runs.add(of("r%03d".formatted(runs.size()), part, setting, treatment));
                }
            }
        }
        return runs;
    }

    private static Treatment benign(int wave) {
        return new Treatment("benign", "q" + wave, "fs_read", null, null);
    }
}

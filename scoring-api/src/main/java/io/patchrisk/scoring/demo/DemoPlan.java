// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.demo;

import io.patchrisk.collector.capture.CaptureMeta;
import io.patchrisk.collector.capture.CaptureReader;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.replay.ShippedCaptures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which recordings are played as what.
 *
 * @param rollouts the rollouts, each with its hosts
 * @param controls hosts that are never patched
 * @param training shipped captures that take no part, from which the model is trained
 */
public record DemoPlan(List<Part> rollouts, List<Path> controls, List<Path> training) {

    /** Twelve controls give a verdict on four patched hosts and more. */
    private static final int CONTROLS = 12;

    /** Real runs of a patch that only replaces function bodies by themselves. */
    public static final List<String> GOOD = List.of("dev-015", "dev-027", "dev-028", "dev2-003", "dev-016");

    /** Real runs of a patch that dereferences NULL now and then. */
    public static final List<String> BAD = List.of("dev-005", "dev-017", "dev-029", "dev2-005", "dev-x-panic-nokdump");

    /** Real runs of a patch that makes every send 1.5 ms slower and logs nothing. */
    public static final List<String> SILENT =
            List.of("devdemo-000", "devdemo-001", "devdemo-002", "devdemo-003", "devdemo-004");

    /**
     * One rollout of the demo.
     *
     * @param name its id
     * @param expected the decision that is right
     * @param hosts capture folders
     */
    public record Part(String name, Decision expected, List<Path> hosts) {
        public Part {
            hosts = List.copyOf(hosts);
        }
    }

    public DemoPlan {
        rollouts = List.copyOf(rollouts);
        controls = List.copyOf(controls);
        training = List.copyOf(training);
    }

    /** The plan for these captures, given as ids of shipped ones or as folders; throws, naming one that is none. */
    public static DemoPlan of(List<String> good, List<String> bad, List<String> silent) throws IOException {
        List<Part> parts = List.of(
                new Part("good", Decision.PROCEED, folders(good)),
                new Part("bad", Decision.STOP, folders(bad)),
                new Part("silent", Decision.STOP, folders(silent)));
        Set<Path> played = new HashSet<>();
        for (Part part : parts) {
            for (Path folder : part.hosts()) {
                if (!played.add(folder)) {
                    throw new IOException("capture " + folder + " is given twice; a host can only be played once");
                }
            }
        }
        List<Path> controls = new ArrayList<>();
        List<Path> training = new ArrayList<>();
        for (Path folder : ShippedCaptures.in(ShippedCaptures.folder())) {
            Path real = folder.toRealPath();
            if (played.contains(real)) {
                continue;
            }
            CaptureMeta meta = CaptureReader.meta(real);
            (meta.patch() == null && controls.size() < CONTROLS ? controls : training).add(real);
        }
        return new DemoPlan(parts, controls, training);
    }

    private static List<Path> folders(List<String> names) throws IOException {
        List<Path> folders = new ArrayList<>();
        for (String name : names) {
            Path shipped = ShippedCaptures.folder().resolve(name);
            Path folder = Files.isDirectory(shipped) ? shipped : Path.of(name);
            if (!Files.exists(folder.resolve("meta.json"))) {
                throw new IOException("there is no capture \"" + name + "\": give the name of a folder in "
                        + ShippedCaptures.folder() + ", or the path of a capture folder");
            }
            folders.add(folder.toRealPath());
        }
        return folders;
    }

    /** How many hosts are played. */
    public int hosts() {
        return controls.size()
                + rollouts.stream().mapToInt(part -> part.hosts().size()).sum();
    }
}

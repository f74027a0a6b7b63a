// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.change;

import io.patchrisk.model.change.ChangeEvidence;
import io.patchrisk.model.change.LabelledChange;
import io.patchrisk.model.change.LabelledChange.Role;
import io.patchrisk.model.risk.ModelFile;
import io.patchrisk.scoring.change.CaseLine.Case;
import io.patchrisk.scoring.change.CaseLine.Refused;
import io.patchrisk.scoring.change.CaseLine.Truth;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Labelled changes of a folder, with what they were read from.
 *
 * @param changes in the order of files and lines
 * @param sources file name to its SHA-256
 */
public record ChangeCorpus(List<LabelledChange> changes, NavigableMap<String, String> sources) {

    /** Development halves; what is held out is named otherwise and never learnt from. */
    private static final String SUFFIX = ".dev.jsonl";

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** Fault-free companions of a fault carry its name and a number. */
    private static final Pattern COMPANION = Pattern.compile("-n\\d+$");

    /** Reads all {@code *.dev.jsonl} of a folder; throws {@link IOException} at a bad line, or when there is no such file. */
    public static ChangeCorpus read(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new IOException(folder + " has no file that ends in " + SUFFIX);
        }
        List<LabelledChange> changes = new ArrayList<>();
        NavigableMap<String, String> sources = new TreeMap<>();
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            String name = file.getFileName().toString();
            sources.put(name, ModelFile.sha256(bytes));
            List<Refused> refused = new ArrayList<>();
            CaseReader.read(new ByteArrayInputStream(bytes), line -> {
                if (line instanceof Case read) {
                    add(read, name.substring(0, name.length() - SUFFIX.length()), changes);
                } else if (line instanceof Refused no) {
                    refused.add(no);
                }
            });
            if (!refused.isEmpty()) {
                throw new IOException(name + " line " + refused.get(0).line() + ": "
                        + refused.get(0).why());
            }
        }
        return new ChangeCorpus(changes, sources);
    }

    private static void add(Case read, String set, List<LabelledChange> changes) {
        Truth truth = read.truth();
        String label = truth.label();
        if (label == null || !(label.equals("regress") || label.equals("none"))) {
            return;
        }
        boolean broke = label.equals("regress");
        String series = truth.series();
        Matcher day = DAY.matcher(read.id());
        String group = series != null ? series : day.find() ? day.group() : read.id();
        String cluster = series != null ? series : COMPANION.matcher(read.id()).replaceFirst("");
        Role role = broke && !truth.observable() ? Role.HIDDEN : Role.FULL;
        changes.add(new LabelledChange(set, group, cluster, broke, ChangeEvidence.of(read.change()), role));
        // What was written into every changed host is true of each: so a host alone, without controls, is learnt too.
        if (truth.effect() != null && !read.change().treated().isEmpty()) {
            ChangeEvidence alone = ChangeEvidence.of(read.change().alone(read.line() - 1));
            changes.add(new LabelledChange(set, group, cluster, broke, alone, Role.LEARN));
        }
    }
}

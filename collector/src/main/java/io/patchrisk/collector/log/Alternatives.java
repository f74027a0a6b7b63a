// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Other titles of one bug: what it looks like depends on what is compiled in, and its function has several names. */
final class Alternatives {

    private record Family(String name, List<String> heads) {}

    private static final List<Family> FAMILIES = List.of(
            new Family("invalid-free", List.of("KASAN: invalid-free", "KFENCE: invalid free")),
            new Family(
                    "stack-overflow",
                    List.of(
                            "BUG: stack guard page was hit",
                            "kernel panic: corrupted stack end",
                            "kernel stack overflow")),
            new Family("stall", List.of("BUG: soft lockup", "INFO: rcu detected stall", "BUG: hard lockup")),
            new Family("hang", List.of("INFO: task hung", "INFO: task can't die")),
            new Family(
                    "bad-access",
                    List.of(
                            "KASAN: ",
                            "KFENCE: invalid ",
                            "KFENCE: out-of-bounds ",
                            "KFENCE: use-after-free ",
                            "KMSAN: ",
                            "BUG: unable to handle ",
                            "general protection fault",
                            "BUG: corrupted list",
                            "UBSAN: array-index",
                            "Internal error",
                            "Unhandled fault")));

    private Alternatives() {}

    static List<String> of(String head, SyscallName function, String title) {
        List<String> names = new ArrayList<>(function.longer());
        names.add(function.shortest());
        TreeSet<String> all = new TreeSet<>();
        for (String name : names) {
            all.add(TitleText.bounded(head + " in " + name));
            for (Family family : FAMILIES) {
                if (family.heads().stream().anyMatch(head::startsWith)) {
                    all.add(TitleText.bounded(family.name() + " in " + name));
                    break;
                }
            }
        }
        all.remove(title);
        return List.copyOf(all);
    }
}

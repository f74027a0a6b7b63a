// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The two sides of a comparison.
 *
 * @param patched hosts that run the patch and have an after window
 * @param controls hosts of the same stratum, unpatched for the whole span compared
 */
public record Arms(List<Subject> patched, List<Subject> controls) {

    public Arms {
        patched = List.copyOf(patched);
        controls = List.copyOf(controls);
    }

    /** All hosts, patched ones first. */
    List<Subject> all() {
        return Stream.concat(patched.stream(), controls.stream()).toList();
    }

    /** The hosts of those strata that have hosts in both arms. */
    Arms matched() {
        Set<String> left = strata(patched);
        left.retainAll(strata(controls));
        return new Arms(in(patched, left), in(controls, left));
    }

    /** The patched hosts without any control of their stratum. */
    List<HostId> unmatched() {
        Set<String> left = strata(patched);
        left.removeAll(strata(controls));
        return in(patched, left).stream().map(subject -> subject.host().host()).toList();
    }

    private static Set<String> strata(List<Subject> subjects) {
        Set<String> strata = new HashSet<>();
        subjects.forEach(subject -> strata.add(subject.host().stratum()));
        return strata;
    }

    private static List<Subject> in(List<Subject> subjects, Set<String> strata) {
        List<Subject> in = new ArrayList<>(subjects.size());
        for (Subject subject : subjects) {
            if (strata.contains(subject.host().stratum())) {
                in.add(subject);
            }
        }
        return in;
    }

    Strata strata() {
        return Strata.of(this);
    }

    /** The signals of one role that any patched host has. */
    NavigableSet<Signal> signals(Role role) {
        NavigableSet<Signal> signals = new TreeSet<>();
        for (Subject subject : patched) {
            for (Signal signal : subject.host().signals().keySet()) {
                if (signal.role() == role) {
                    signals.add(signal);
                }
            }
        }
        return signals;
    }

    /** Both arms as they were before the patch: the halves of their before windows. */
    Arms beforeOnly() {
        return new Arms(
                patched.stream().map(Subject::beforeOnly).toList(),
                controls.stream().map(Subject::beforeOnly).toList());
    }

    /** Both arms with every after window cut to at most {@code seconds}. */
    public Arms cutAfter(double seconds) {
        return new Arms(
                patched.stream().map(subject -> subject.cutAfter(seconds)).toList(),
                controls.stream().map(subject -> subject.cutAfter(seconds)).toList());
    }
}

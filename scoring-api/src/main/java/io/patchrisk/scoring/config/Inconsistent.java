// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Settings that are well-formed one by one but do not fit each other. */
final class Inconsistent extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Mismatch> mismatches;

    private Inconsistent(List<Mismatch> mismatches) {
        super(mismatches.stream()
                .map(each -> each.key() + " " + each.what() + ": " + each.todo())
                .collect(Collectors.joining("; ")));
        this.mismatches = List.copyOf(mismatches);
    }

    List<Mismatch> mismatches() {
        return mismatches;
    }

    /**
     * One setting that does not fit another one.
     *
     * @param key the setting that should change
     * @param what what is wrong with it
     * @param todo what to do about it
     */
    record Mismatch(String key, String what, String todo) {}

    /** The checks of one record, collected before they are thrown, so that all of them are told at once. */
    static final class Checks {

        private final List<Mismatch> failed = new ArrayList<>();

        Checks unless(boolean fits, String key, String what, String todo) {
            if (!fits) {
                failed.add(new Mismatch(key, what, todo));
            }
            return this;
        }

        List<Mismatch> failed() {
            return failed;
        }

        void refuse() {
            if (!failed.isEmpty()) {
                throw new Inconsistent(failed);
            }
        }
    }
}

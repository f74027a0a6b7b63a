// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.patchrisk.scoring.desk.Problem;
import java.util.List;
import java.util.Map;

/**
 * One place in a request that is wrong.
 *
 * @param at a JSON pointer into the body, or {@code query <name>}, {@code path <name>} or {@code header <name>}
 * @param detail what is wrong there and what is expected
 * @param readable whether the value has the right form and only its content cannot be accepted
 */
record Fault(String at, String detail, boolean readable) {

    /** More than these help nobody. */
    private static final int MOST_SHOWN = 20;

    /** One problem for all faults: 422 when everything could be read, else 400. */
    static Problem problem(List<Fault> faults) {
        boolean readable = faults.stream().allMatch(Fault::readable);
        Fault first = faults.get(0);
        String more = faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more, see errors)";
        List<Place> errors = faults.stream()
                .limit(MOST_SHOWN)
                .map(fault -> new Place(fault.at(), fault.detail()))
                .toList();
        Problem problem = readable
                ? Problem.unacceptable("unacceptable_value", "At " + first.at() + ": " + first.detail() + more)
                : new Problem(
                        "bad_request",
                        400,
                        "The request cannot be read",
                        "At " + first.at() + ": " + first.detail() + more,
                        Map.of());
        return problem.with("errors", errors);
    }

    /** A fault as senders see it. */
    record Place(String at, String detail) {}
}

// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.signal;

import java.util.List;
import java.util.stream.Collectors;

/** What came of adding signals to a catalogue. */
public sealed interface Extension {

    /** The catalogue with the signals added. */
    record Extended(SignalCatalogue catalogue) implements Extension {}

    /** Nothing was added, for all these reasons. */
    record Refused(List<CatalogueProblem> problems) implements Extension {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** The catalogue; throws {@link IllegalArgumentException} with every problem on a line of its own when refused. */
    default SignalCatalogue orThrow() {
        if (this instanceof Extended extended) {
            return extended.catalogue();
        }
        throw new IllegalArgumentException(((Refused) this)
                .problems().stream().map(CatalogueProblem::toString).collect(Collectors.joining("\n")));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.policy;

import io.patchrisk.model.fact.HostId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Sentences with numbers, the same in every locale. */
final class Wording {

    /** A reason names no more than so many of what it is about. */
    static final int NAMED = 20;

    private Wording() {}

    static String of(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }

    /** The first hosts by name. */
    static List<String> names(Collection<HostId> hosts) {
        return hosts.stream().limit(NAMED).map(HostId::value).toList();
    }
}

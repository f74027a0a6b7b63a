// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Role;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the looks so far spent of the false-alarm rate of a comparison, each family of signals for itself. */
public final class Spending {

    private final List<Object> hosts;
    private final int look;
    private final Map<Role, Spent> families;

    private Spending(List<Object> hosts, int look, Map<Role, Spent> families) {
        this.hosts = hosts;
        this.look = look;
        this.families = families;
    }

    /** No look was taken yet. */
    public static Spending nothing() {
        return new Spending(List.of(), 0, Map.of());
    }

    /** What was found up to a look is not known any more: all that could be spent counts as spent. */
    public static Spending forgotten(int look) {
        return new Spending(List.of(), look, Map.of());
    }

    /** What is left for a comparison of these hosts: other hosts are another test, and what was spent stays spent. */
    Spent of(Role family, List<Object> compared) {
        Spent spent = families.get(family);
        return look == 0 ? Spent.nothing() : spent != null && hosts.equals(compared) ? spent : Spent.upTo(look);
    }

    /** The spending after a look. */
    Spending after(int taken, List<Object> compared, Map<Role, Spent> spent) {
        return new Spending(compared, Math.max(look, taken), new EnumMap<>(spent));
    }

    /** Whether as much was spent, on whichever hosts: names say nothing about a judgement. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Spending spending
                && look == spending.look
                && families.equals(spending.families);
    }

    @Override
    public int hashCode() {
        return Objects.hash(look, families);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Signal;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the looks so far spent of the false-alarm rate of a comparison, each family of signals for itself.
 *
 * <p>When other hosts are compared the relabelings are new ones, and all that could be spent so far counts as spent. So many
 * hosts may join the patched ones that the comparison starts over with short windows: then a new stage begins, which may
 * spend what is left in the proportions of {@link Looks}, so that a second wave does not find everything spent by the first.
 */
public final class Spending {

    private final Set<Object> patched;
    private final List<Object> hosts;
    private final Strata strata;
    private final double base;
    private final int look;
    private final Map<Role, Spent> families;
    private final @Nullable Set<Signal> unlike;

    private Spending(
            Set<Object> patched,
            List<Object> hosts,
            Strata strata,
            double base,
            int look,
            Map<Role, Spent> families,
            @Nullable Set<Signal> unlike) {
        this.patched = patched;
        this.hosts = hosts;
        this.strata = strata;
        this.base = base;
        this.look = look;
        this.families = families;
        this.unlike = unlike;
    }

    /** No look was taken yet. */
    public static Spending nothing() {
        return new Spending(Set.of(), List.of(), Strata.one(0, 0), 0, 0, Map.of(), null);
    }

    /** The spending with which these hosts are looked at, so many scrapes after the patch. */
    Spending on(Arms arms, int now) {
        List<Object> hostsNow = ids(arms.all());
        Strata strataNow = arms.strata();
        // The same hosts in the same order, and in each stratum as many patched ones, which come first.
        if (look > 0 && strata.equals(strataNow) && hosts.equals(hostsNow)) {
            return this;
        }
        Set<Object> patchedNow = Set.copyOf(ids(arms.patched()));
        if (look == 0 || (2 * now <= look && !patched.containsAll(patchedNow))) {
            return new Spending(patchedNow, hostsNow, strataNow, upTo(look), 0, Map.of(), null);
        }
        return new Spending(patchedNow, hostsNow, strataNow, base, look, Map.of(), null);
    }

    private static List<Object> ids(List<Subject> subjects) {
        return subjects.stream().<Object>map(subject -> subject.host().host()).toList();
    }

    /** The strata of the hosts that are looked at. */
    Strata strata() {
        return strata;
    }

    /** Whether these hosts were already asked how alike they were before the patch. */
    boolean known() {
        return unlike != null;
    }

    /** The same without signals in which the arms parted before the patch. */
    Spending without(Set<Signal> parted) {
        return new Spending(patched, hosts, strata, base, look, families, Set.copyOf(parted));
    }

    /** The signals that are left out, because the arms parted in them before the patch. */
    NavigableSet<Signal> unlike() {
        return new TreeSet<>(unlike == null ? Set.of() : unlike);
    }

    /** The share of alpha that may be spent up to a look of this stage, 0..1. */
    double upTo(int at) {
        return at == 0 ? base : base + (1 - base) * Looks.spent(at);
    }

    /** What a family spent. */
    Spent of(Role family) {
        Spent spent = families.get(family);
        return spent == null ? Spent.upTo(upTo(look)) : spent;
    }

    /** The spending after a look. */
    Spending after(int taken, Map<Role, Spent> spent) {
        return new Spending(patched, hosts, strata, base, Math.max(look, taken), Map.copyOf(spent), unlike);
    }

    /** Whether as much was spent, on whichever hosts: names say nothing about a judgement. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Spending spending
                && base == spending.base
                && look == spending.look
                && families.equals(spending.families)
                && unlike().equals(spending.unlike());
    }

    @Override
    public int hashCode() {
        return Objects.hash(base, look, families, unlike());
    }
}

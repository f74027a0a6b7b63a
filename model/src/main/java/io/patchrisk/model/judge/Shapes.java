// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import io.patchrisk.model.judge.Whitened.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The shapes in which a signal's level or swing may move, each fitted to every host. */
final class Shapes {

    /** A late step or wider swings need some points to be seen in. */
    private static final int FEWEST_FOR_SHAPE = 8;

    /** Of the theoretical deviation between hosts, the least that is believed when few hosts happen to agree. */
    private static final double AGREEMENT = 0.7;

    private final List<@Nullable Whitened> hosts;
    private final double pooled;
    private final int fitted;
    private final double floor;
    private final Strata strata;

    /** @param floor smallest movement that means anything, in the unit of the tracks */
    Shapes(List<@Nullable Whitened> hosts, double floor, Strata strata) {
        this.hosts = hosts;
        this.floor = floor;
        this.strata = strata;
        double[] deviations = new double[hosts.size()];
        int present = 0;
        int longest = 0;
        for (Whitened host : hosts) {
            if (host != null) {
                deviations[present++] = host.deviation();
                longest = Math.max(longest, host.fitted());
            }
        }
        this.pooled = Robust.medianOf(Arrays.copyOf(deviations, present));
        this.fitted = longest;
    }

    Rows rows(boolean bothWays) {
        Row now = row(Aspect.STEP, host -> new Estimate(host.newest(), 0), floor);
        List<Row> up = new ArrayList<>();
        if (fitted > 0) {
            up.add(row(Aspect.STEP, host -> host.step(0), floor));
        }
        if (fitted < FEWEST_FOR_SHAPE) {
            return new Rows(now, up, turned(up, bothWays), List.of(), List.of());
        }
        up.add(row(Aspect.RAMP, Whitened::ramp, floor));
        up.add(row(Aspect.LATE_STEP, host -> host.step(host.fitted() / 2), floor));
        up.add(row(Aspect.LATE_STEP, host -> host.step(host.fitted() - host.fitted() / 4), floor));
        Row spread = row(Aspect.SPREAD, Whitened::spread, 0);
        return new Rows(now, up, turned(up, bothWays), List.of(spread), List.of());
    }

    private static List<Row> turned(List<Row> rows, boolean bothWays) {
        return bothWays ? rows.stream().map(Row::turned).toList() : List.of();
    }

    private Row row(Aspect aspect, Function<Whitened, Estimate> estimate, double least) {
        double[] movements = new double[hosts.size()];
        double[] errors = new double[hosts.size()];
        int n = 0;
        for (int i = 0; i < movements.length; i++) {
            Whitened host = hosts.get(i);
            if (host == null || host.silentAfter()) {
                movements[i] = Double.NaN;
                continue;
            }
            Estimate found = estimate.apply(host);
            double own = aspect == Aspect.SPREAD ? 1 : host.deviation() / blended(host);
            movements[i] = found.value() * own;
            errors[n++] = found.error() * own;
        }
        double error = n == 0 ? 0 : Robust.median(Arrays.copyOf(errors, n));
        return Row.ofMovements(aspect, movements, Math.max(AGREEMENT * error, least / pooled), strata);
    }

    /** Hosts differ in their noise, but one host's estimate of it is itself noisy. */
    private double blended(Whitened host) {
        return Math.sqrt((host.deviation() * host.deviation() + pooled * pooled) / 2);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.SimulatedHost;
import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Series;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.model.window.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A judge that remembers its last look says the same, to the bit, as one that begins anew. */
class RecallTest {

    private static final int LOOKS = 30;
    private static final int BEFORE = 24;
    private static final List<Signal> SIGNALS = List.of(
            SimulatedHost.symptom("errors"),
            SimulatedHost.signal("rate", Direction.BOTH, Role.SYMPTOM, Shape.LEVEL, 0.01),
            SimulatedHost.signal("latency", Direction.UP, Role.SYMPTOM, Shape.SKEWED, 0.01),
            SimulatedHost.signal("refusals", Direction.UP, Role.SYMPTOM, Shape.RARE, 0.001),
            SimulatedHost.signal("free", Direction.DOWN, Role.RESOURCE, Shape.LEVEL, 0.01));

    /** What goes wrong with what comes in. */
    enum Trouble {
        NONE,
        /** Scrapes are lost. */
        GAPS,
        /** Hosts are patched one after the other, and scraped at moments of their own. */
        STAGGERED,
        /** Scrapes come in many looks after they were made. */
        LATE,
        /** A host begins and ceases to tell of its signals. */
        VANISHING,
        /** What was measured long ago is forgotten while the windows grow. */
        FORGOTTEN,
        ALL;

        boolean is(Trouble trouble) {
            return this == trouble || this == ALL;
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesNoBitOfAJudgement(Trouble trouble) {
        int found = 0;
        for (int seed = 0; seed < 12; seed++) {
            int controls = seed % 3 == 0 ? 2 : 9;
            Judge going = new Judge(0.05, seed);
            Spending spending = Spending.nothing();
            for (int look = 1; look <= LOOKS; look++) {
                Arms arms = arms(trouble, seed, 3, controls, look);
                Judgement judgement = going.judge(arms, look, spending);
                assertThat(judgement).isEqualTo(new Judge(0.05, seed).judge(arms, look, spending));
                spending = judgement.spending();
                found += judgement.significant(Role.SYMPTOM).size();
            }
        }
        assertThat(found).isPositive();
    }

    private static Arms arms(Trouble trouble, int seed, int patched, int controls, int look) {
        List<Subject> hosts = new ArrayList<>();
        for (int host = 0; host < patched + controls; host++) {
            hosts.add(host(trouble, seed, host, host < patched, look));
        }
        return new Arms(hosts.subList(0, patched), hosts.subList(patched, patched + controls));
    }

    private static Subject host(Trouble trouble, int seed, int number, boolean patched, int look) {
        SplittableRandom random = new SplittableRandom(1_000L * seed + number);
        int late = trouble.is(Trouble.STAGGERED) ? random.nextInt(6) : 0;
        double phase = trouble.is(Trouble.STAGGERED) ? random.nextDouble(SimulatedHost.INTERVAL) : 0;
        int vanishes = trouble.is(Trouble.VANISHING) ? random.nextInt(2 * LOOKS) : 2 * LOOKS;
        int begins = trouble.is(Trouble.VANISHING) && random.nextInt(3) == 0 ? random.nextInt(8) : 0;
        int forgotten = trouble.is(Trouble.FORGOTTEN) ? Math.max(0, look - 10) : 0;
        int scrapes = BEFORE + late + look + 2;
        SimulatedHost host = new SimulatedHost("host" + number, scrapes);
        for (Signal signal : SIGNALS) {
            List<double[]> points = new ArrayList<>();
            for (int scrape = 0; scrape < scrapes; scrape++) {
                boolean lost = trouble.is(Trouble.GAPS) & random.nextInt(5) == 0;
                boolean missing = trouble.is(Trouble.LATE) & random.nextInt(6) == 0;
                int comes = random.nextInt(20);
                double value = 5 + random.nextGaussian();
                boolean after = scrape > BEFORE + late;
                value += patched && after && signal.role() == Role.SYMPTOM ? seed % 4 : 0;
                if (!lost && !(missing && scrape + comes > scrapes) && scrape >= forgotten) {
                    points.add(new double[] {SimulatedHost.at(scrape) + phase, Math.max(0, value)});
                }
            }
            if (look >= begins && look < vanishes) {
                host.with(
                        signal,
                        Series.of(
                                points.stream().mapToDouble(point -> point[0]).toArray(),
                                points.stream().mapToDouble(point -> point[1]).toArray()));
            }
        }
        double instant = SimulatedHost.at(BEFORE + late);
        double interval = SimulatedHost.INTERVAL;
        return new Subject(
                host.record(),
                Windows.around(instant, instant, 0, BEFORE * interval, interval, instant + (look + 1) * interval));
    }
}

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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
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
        /** The newest scrapes are gone at the next look. */
        WITHDRAWN,
        /** A host begins and ceases to tell of its signals. */
        VANISHING,
        /** What was measured long ago is forgotten while the windows grow. */
        FORGOTTEN,
        /** The instant of the patch becomes known better: windows move. */
        MOVED,
        /** Hosts come in another order. */
        REORDERED,
        /** So many scrapes that they are averaged in groups, which grow. */
        LONG,
        ALL;

        boolean is(Trouble trouble) {
            return this == trouble || this == ALL;
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesNoBitOfAJudgement(Trouble trouble) {
        int longer = trouble.is(Trouble.LONG) ? 2 * Track.MOST - LOOKS / 2 : 0;
        int found = 0;
        for (int seed = 0; seed < 12; seed++) {
            int controls = seed % 3 == 0 ? 2 : 9;
            Judge going = new Judge(0.05, seed);
            Spending spending = Spending.nothing();
            for (int look = 1 + longer; look <= LOOKS + longer; look++) {
                Arms arms = arms(trouble, seed, controls, look);
                Judgement judgement = going.judge(arms, look, spending);
                assertThat(judgement).isEqualTo(new Judge(0.05, seed).judge(arms, look, spending));
                spending = judgement.spending();
                found += judgement.significant(Role.SYMPTOM).size();
            }
        }
        if (trouble != Trouble.ALL) {
            assertThat(found).isPositive();
        }
    }

    @Test
    void makesOnlyTheNewestPointAnew() {
        Recall first = new Recall(Map.of(), Recall.MOST_POINTS);
        Recall second = recalled(first, 1);
        Own own = second.measured(SIGNALS.get(0), arms(Trouble.NONE, 1, 9, 2).all(), 3)
                .own();

        for (int host = 0; host < 12; host++) {
            assertThat(own.common().known(host))
                    .isEqualTo(own.tracks().get(host).size() - 1);
        }
    }

    @Test
    void keepsNoMoreThanItMayAndNothingOfRareEvents() {
        Recall all = new Recall(Map.of(), Recall.MOST_POINTS);
        recalled(all, 1);
        assertThat(all.kept()).hasSize(4);

        Recall some = new Recall(Map.of(), 700);
        recalled(some, 1);
        assertThat(some.kept()).hasSize(2);
    }

    /** The series of a day is not kept for the few points of its windows. */
    @Test
    void keepsNoPointsOutsideTheWindows() {
        Subject host = arms(Trouble.NONE, 1, 9, 1).patched().get(0);
        Track track = Track.of(SIGNALS.get(0), host);

        assertThat(track.points().before().detached()).isSameAs(track.points().before());
        assertThat(track.points().after().detached()).isSameAs(track.points().after());
    }

    private static Recall recalled(Recall recall, int look) {
        Arms arms = arms(Trouble.NONE, 1, 9, look);
        SIGNALS.forEach(signal -> recall.measured(signal, arms.all(), 3));
        return new Recall(recall.kept(), Recall.MOST_POINTS);
    }

    /** Three patched hosts and some controls, as they are known at a look. */
    private static Arms arms(Trouble trouble, int seed, int controls, int look) {
        List<Subject> hosts = new ArrayList<>();
        for (int host = 0; host < 3 + controls; host++) {
            hosts.add(host(trouble, seed, host, look));
        }
        List<Subject> patched = new ArrayList<>(hosts.subList(0, 3));
        List<Subject> others = new ArrayList<>(hosts.subList(3, hosts.size()));
        if (trouble.is(Trouble.REORDERED)) {
            Collections.rotate(patched, look / 7);
            Collections.rotate(others, look / 5);
        }
        return new Arms(patched, others);
    }

    private static Subject host(Trouble trouble, int seed, int number, int look) {
        SplittableRandom random = new SplittableRandom(1_000L * seed + number);
        int late = trouble.is(Trouble.STAGGERED) ? random.nextInt(6) : 0;
        double phase = trouble.is(Trouble.STAGGERED) ? random.nextDouble(SimulatedHost.INTERVAL) : 0;
        int vanishes = trouble.is(Trouble.VANISHING) ? random.nextInt(2 * LOOKS) : Integer.MAX_VALUE;
        int begins = trouble.is(Trouble.VANISHING) && random.nextInt(3) == 0 ? random.nextInt(8) : 0;
        int forgotten = trouble.is(Trouble.FORGOTTEN) ? Math.max(0, look % LOOKS - 10) : 0;
        int withdrawn = trouble.is(Trouble.WITHDRAWN) && look % 9 == 0 ? random.nextInt(10) : 0;
        double moved = trouble.is(Trouble.MOVED) ? look / 7 % 4 * 0.4 : 0;
        int scrapes = BEFORE + late + look + 2;
        SimulatedHost host = new SimulatedHost("host" + number, scrapes);
        for (Signal signal : SIGNALS) {
            List<double[]> points = new ArrayList<>();
            for (int scrape = 0; scrape < scrapes; scrape++) {
                boolean lost = trouble.is(Trouble.GAPS) & random.nextInt(5) == 0;
                boolean missing = trouble.is(Trouble.LATE) & random.nextInt(6) == 0;
                boolean comes = scrape + random.nextInt(20) <= scrapes;
                double value = 5 + random.nextGaussian();
                boolean after = scrape > BEFORE + late;
                value += number < 3 && after && signal.role() == Role.SYMPTOM ? seed % 4 : 0;
                if (!lost && (!missing || comes) && scrape >= forgotten && scrape < scrapes - withdrawn) {
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
        double interval = SimulatedHost.INTERVAL;
        double instant = SimulatedHost.at(BEFORE + late) + moved * interval;
        return new Subject(
                host.record(),
                Windows.around(instant, instant, 0, BEFORE * interval, interval, instant + (look + 1) * interval));
    }
}

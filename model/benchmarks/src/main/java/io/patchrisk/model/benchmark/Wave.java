// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.benchmark;

import io.patchrisk.model.assess.Cohort;
import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.fact.Series;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import io.patchrisk.model.judge.Arms;
import io.patchrisk.model.judge.Subject;
import io.patchrisk.model.window.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A wave of 5 patched hosts and 40 controls with 60 signals, 60 scrapes before the patch and 60 after. */
final class Wave {

    private static final int PATCHED = 5;
    private static final int CONTROLS = 40;
    private static final int SIGNALS = 60;

    /** Pairs of a patched host and a control. */
    static final int PAIRS = 4;

    private static final int SCRAPES = 122;
    private static final List<Shape> SHAPES = List.of(Shape.LEVEL, Shape.SKEWED, Shape.RARE);
    private static final double INTERVAL = 15;
    private static final double START = 1_800_000_000;
    private static final double PATCHED_AT = START + INTERVAL * SCRAPES / 2;
    private static final PatchName MODULE = new PatchName("livepatch");

    /** Seconds since the epoch of the last scrape. */
    static final double NOW = START + INTERVAL * SCRAPES;

    /** Scrapes after the transition at the newest look. */
    static final int LOOK = 60;

    private Wave() {}

    static Cohort cohort() {
        List<HostRecord> members = new ArrayList<>();
        List<HostRecord> controls = new ArrayList<>();
        for (int i = 0; i < PATCHED + CONTROLS; i++) {
            (i < PATCHED ? members : controls).add(host(i, i < PATCHED, SIGNALS));
        }
        Patch patch = new Patch("patch", Patch.Kind.LIVE, Set.of(MODULE), List.of("tcp_sendmsg"));
        return new Cohort(patch, members, controls, Set.of(), Set.of(), 0);
    }

    /** As many controls as patched hosts, with a single signal, a level. */
    static Arms pairs() {
        return fleet(PAIRS, PAIRS);
    }

    /** So many hosts with a single signal, a level. */
    static Arms fleet(int patched, int unpatched) {
        List<HostRecord> members = new ArrayList<>();
        List<HostRecord> controls = new ArrayList<>();
        for (int i = 0; i < patched + unpatched; i++) {
            (i < patched ? members : controls).add(host(i, i < patched, 1));
        }
        Patch patch = new Patch("patch", Patch.Kind.LIVE, Set.of(MODULE), List.of("tcp_sendmsg"));
        return arms(new Cohort(patch, members, controls, Set.of(), Set.of(), 0));
    }

    static Arms arms(Cohort cohort) {
        Windows windows = Windows.around(PATCHED_AT, PATCHED_AT + 1, 0, PATCHED_AT - START, INTERVAL, NOW);
        Arms arms = new Arms(
                cohort.members().stream()
                        .map(host -> new Subject(host, windows))
                        .toList(),
                cohort.controls().stream()
                        .map(host -> new Subject(host, windows))
                        .toList());
        return arms.cutAfter(LOOK * INTERVAL);
    }

    /** A comparison at each look, from the first scrape after the patch to the last. */
    static Arms[] growing(Arms arms) {
        return IntStream.rangeClosed(1, LOOK)
                .mapToObj(look -> arms.cutAfter(look * INTERVAL))
                .toArray(Arms[]::new);
    }

    private static HostRecord host(int number, boolean patched, int count) {
        SplittableRandom random = new SplittableRandom(number);
        double[] at = new double[SCRAPES];
        List<Double> scrapes = new ArrayList<>();
        for (int i = 0; i < SCRAPES; i++) {
            at[i] = START + INTERVAL * (i + 1);
            scrapes.add(at[i]);
        }
        NavigableMap<Signal, Series> signals = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            double[] value = random.doubles(SCRAPES, 0.5, 1.5).toArray();
            signals.put(signal(i), Series.of(at, value));
        }
        List<LogFact> log = patched
                ? List.of(
                        say(PATCHED_AT, LivepatchMessage.Step.ENABLING),
                        say(PATCHED_AT + 1, LivepatchMessage.Step.PATCHING_COMPLETE))
                : List.of();
        return new HostRecord(
                new HostId("host" + number),
                "stratum",
                signals,
                scrapes,
                INTERVAL,
                log,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                Seconds.instant(START));
    }

    /** Half symptoms, a third of each shape: what the shipped catalogue is like. */
    private static Signal signal(int i) {
        return new Signal(
                "signal" + i,
                "1/s",
                Direction.UP,
                i % 2 == 0 ? Role.SYMPTOM : Role.RESOURCE,
                SHAPES.get(i % 3),
                0.001,
                "A signal.");
    }

    private static LivepatchMessage say(double at, LivepatchMessage.Step step) {
        return new LivepatchMessage(Seconds.instant(at), MODULE, step, step.name());
    }
}

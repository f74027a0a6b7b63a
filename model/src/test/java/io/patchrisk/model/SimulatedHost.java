// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model;

import io.patchrisk.model.fact.Direction;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.PatchSighting;
import io.patchrisk.model.fact.Role;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.model.fact.Series;
import io.patchrisk.model.fact.Shape;
import io.patchrisk.model.fact.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** A host that is scraped every 15 s from {@link #START} on, with whatever values and events a test gives it. */
public final class SimulatedHost {

    /** Seconds since the epoch at which scraping starts. */
    public static final double START = 1_800_000_000;

    /** Seconds between two scrapes. */
    public static final double INTERVAL = 15;

    private final String name;
    private final int scrapes;
    private final NavigableMap<Signal, Series> signals = new TreeMap<>();
    private final List<LogFact> log = new ArrayList<>();
    private final List<PatchSighting> sightings = new ArrayList<>();
    private final List<Double> reboots = new ArrayList<>();
    private final List<Double> planned = new ArrayList<>();
    private String stratum = "6.1.0 / vm";
    private Instant claimedAt;
    private Double watchedUntil;
    private Instant logProven = Seconds.instant(START);
    private IntPredicate lost = i -> false;

    public SimulatedHost(String name, int scrapes) {
        this.name = name;
        this.scrapes = scrapes;
    }

    /** Seconds since the epoch of scrape {@code i}. */
    public static double at(int i) {
        return START + INTERVAL * i;
    }

    public static Signal signal(String name, Direction worse, Role role, Shape shape, double floor) {
        return new Signal(name, "unit", worse, role, shape, floor, "A signal of a test.");
    }

    public static Signal symptom(String name) {
        return signal(name, Direction.UP, Role.SYMPTOM, Shape.LEVEL, 0.01);
    }

    /** A value a scrape. */
    public SimulatedHost with(Signal signal, IntToDoubleFunction value) {
        signals.put(
                signal,
                Series.of(
                        came().mapToDouble(SimulatedHost::at).toArray(),
                        came().mapToDouble(value).toArray()));
        return this;
    }

    /** Values at times of their own. */
    public SimulatedHost with(Signal signal, Series measured) {
        signals.put(signal, measured);
        return this;
    }

    public SimulatedHost said(LogFact... facts) {
        log.addAll(List.of(facts));
        return this;
    }

    public SimulatedHost seen(PatchSighting... seen) {
        sightings.addAll(List.of(seen));
        return this;
    }

    public SimulatedHost rebooted(double at) {
        reboots.add(at);
        return this;
    }

    public SimulatedHost rebootedAsPlanned(double at) {
        reboots.add(at);
        planned.add(at);
        return this;
    }

    public SimulatedHost inStratum(String name) {
        stratum = name;
        return this;
    }

    public SimulatedHost claimedAt(double at) {
        claimedAt = Seconds.instant(at);
        return this;
    }

    public SimulatedHost watchedUntil(double at) {
        watchedUntil = at;
        return this;
    }

    public SimulatedHost withoutLogProof() {
        logProven = null;
        return this;
    }

    /** Scrapes that never came; say so before anything is measured. */
    public SimulatedHost losing(IntPredicate scrape) {
        lost = scrape;
        return this;
    }

    private IntStream came() {
        return IntStream.range(0, scrapes).filter(i -> !lost.test(i));
    }

    public HostRecord record() {
        log.sort(Comparator.comparing(LogFact::at));
        return new HostRecord(
                new HostId(name),
                stratum,
                signals,
                came().mapToObj(SimulatedHost::at).toList(),
                INTERVAL,
                log,
                sightings,
                reboots,
                planned,
                claimedAt,
                watchedUntil,
                logProven);
    }
}

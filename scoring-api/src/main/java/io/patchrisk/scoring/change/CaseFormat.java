// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.change;

import io.patchrisk.model.change.Change;
import io.patchrisk.model.change.Samples;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of one change: {@code treated} and {@code controls} map a host to its metrics, a metric to {@code before} and
 * {@code after}; a host with one metric may leave its name out. {@code control} and {@code experiment}, two plain arrays,
 * are read as one host before and after.
 */
final class CaseFormat {

    /** More hosts on a side than this are refused: cost grows with their square. */
    private static final int MOST_HOSTS = 500;

    private static final int MOST_METRICS = 1_000;

    /** Past this, squares leave the range of numbers. */
    private static final double LARGEST = 1e100;

    private static final String ONLY_METRIC = "value";

    private CaseFormat() {}

    /** Why a JSON object is no change. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String what) {
            super(what);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    static Change change(JsonObject json) throws Malformed {
        if (json.containsKey("treated")) {
            String metric = json.getValue("metric") instanceof String named ? named : ONLY_METRIC;
            return new Change(hosts(json, "treated", metric), hosts(json, "controls", metric));
        }
        if (json.containsKey("experiment")) {
            NavigableMap<String, Samples> host = new TreeMap<>();
            host.put(ONLY_METRIC, new Samples(values(json, "control"), values(json, "experiment")));
            return new Change(List.of(host), List.of());
        }
        throw new Malformed("it has neither treated nor experiment");
    }

    static CaseLine.Truth truth(JsonObject json) {
        return new CaseLine.Truth(
                text(json, "label"),
                !Boolean.FALSE.equals(json.getValue("observable")),
                text(json, "effect"),
                text(json, "series"));
    }

    private static @Nullable String text(JsonObject json, String key) {
        return json.getValue(key) instanceof String text ? text : null;
    }

    private static List<NavigableMap<String, Samples>> hosts(JsonObject json, String side, String metric)
            throws Malformed {
        JsonObject named = object(json.getValue(side), side);
        if (named.size() > MOST_HOSTS) {
            throw new Malformed(side + " has " + named.size() + " hosts, more than " + MOST_HOSTS);
        }
        List<NavigableMap<String, Samples>> hosts = new ArrayList<>();
        // Sorted, so that the order in the file changes nothing.
        for (String name : new TreeMap<>(named.getMap()).keySet()) {
            hosts.add(host(object(named.getValue(name), side + " " + name), metric));
        }
        return hosts;
    }

    private static NavigableMap<String, Samples> host(JsonObject json, String metric) throws Malformed {
        NavigableMap<String, Samples> metrics = new TreeMap<>();
        if (json.getValue("before") instanceof JsonArray || json.getValue("after") instanceof JsonArray) {
            metrics.put(metric, samples(json));
            return metrics;
        }
        if (json.size() > MOST_METRICS) {
            throw new Malformed("a host has " + json.size() + " metrics, more than " + MOST_METRICS);
        }
        for (String name : json.fieldNames()) {
            metrics.put(name, samples(object(json.getValue(name), name)));
        }
        return metrics;
    }

    private static Samples samples(JsonObject json) throws Malformed {
        return new Samples(values(json, "before"), values(json, "after"));
    }

    /** An absent side has no samples. */
    private static JsonObject object(@Nullable Object value, String what) throws Malformed {
        if (value == null) {
            return new JsonObject();
        }
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new Malformed(what + " is no object");
    }

    private static double[] values(JsonObject json, String key) throws Malformed {
        Object value = json.getValue(key);
        if (value == null) {
            return new double[0];
        }
        if (!(value instanceof JsonArray array)) {
            throw new Malformed(key + " is no array");
        }
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(array.getValue(i), key, i);
        }
        return values;
    }

    private static double value(@Nullable Object sample, String key, int at) throws Malformed {
        if (sample == null) {
            return Double.NaN;
        }
        if (!(sample instanceof Number number)) {
            throw new Malformed(key + "[" + at + "] is no number");
        }
        double value = number.doubleValue();
        if (!(Math.abs(value) <= LARGEST)) {
            throw new Malformed(key + "[" + at + "] is larger than " + LARGEST);
        }
        return value;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** What the API would say of a rollout that went wrong, of any size, with any names: answered in the browser, in place of the service. */
final class CannedRollout {

    static final String NAME = "lp-2026-11";
    static final String FUNCTION = "tcp_v4_rcv";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WAVES = 3;
    private static final String SAMPLE = """
            BUG: kernel NULL pointer dereference, address: 0000000000000008
            #PF: supervisor read access in kernel mode
            CPU: 1 PID: 4242 Comm: nginx Tainted: G           OE K    6.1.0-56-amd64 #1
            RIP: 0010:tcp_v4_rcv+0x12/0x40 [livepatch_107]
            Call Trace:
             <IRQ>
             ip_protocol_deliver_rcu+0x32/0x1b0
             ip_local_deliver_finish+0x85/0xb0
             net_rx_action+0x2a1/0x4b0
             </IRQ>
            ---[ end trace 0000000000000000 ]---
            """;

    private final Instant now;
    private final List<String> hosts;
    private final int events;
    private final String decision;
    private final String hostile;

    /**
     * @param hosts how many hosts it goes to
     * @param events how many kinds of kernel event there are
     * @param decision what is said of it
     * @param hostile a text that stands wherever somebody else chooses the text
     */
    CannedRollout(int hosts, int events, String decision, String hostile) {
        this.now = Instant.now();
        this.hosts = new ArrayList<>();
        this.events = events;
        this.decision = decision;
        this.hostile = hostile;
        for (int i = 1; i <= hosts; i++) {
            this.hosts.add("web-%05d%s".formatted(i, hostile));
        }
    }

    /** Lets a page ask this instead of the service; no announcements come. */
    void answer(Page page) {
        page.route(url -> url.contains("/api/v1/"), this::answer);
    }

    private void answer(Route route) {
        URI asked = URI.create(route.request().url());
        if (asked.getPath().endsWith("/stream")) {
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("text/event-stream")
                    .setBody("retry: 60000\n\n"));
            return;
        }
        Object answer = answer(asked.getPath().substring("/api/v1/".length()), parameters(asked));
        try {
            route.fulfill(new Route.FulfillOptions()
                    .setStatus(answer == null ? 404 : 200)
                    .setContentType("application/json")
                    .setBody(JSON.writeValueAsString(
                            answer == null ? Map.of("detail", "There is no such thing.") : answer)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> parameters(URI asked) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = asked.getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private Object answer(String path, Map<String, String> asked) {
        String[] parts = path.split("/");
        return switch (parts[0] + (parts.length > 2 ? "/" + parts[parts.length - 1] : parts.length > 1 ? "/*" : "")) {
            case "rollouts" ->
                Map.of(
                        "rollouts",
                        List.of(
                                summary(NAME, decision),
                                summary("lp-2026-10" + hostile, "proceed"),
                                summary("lp-2026-09", "hold")));
            case "rollouts/*" -> rollout();
            case "rollouts/looks" -> looks();
            case "rollouts/hosts" -> page(members(asked), asked, "hosts", member -> String.valueOf(member.get("host")));
            case "rollouts/events" ->
                page(
                        events(asked.getOrDefault("q", "")),
                        asked,
                        "events",
                        event -> String.valueOf(event.get("fingerprint")));
            case "rollouts/signals", "hosts/signals" ->
                Map.of(
                        "signals",
                        List.of(
                                signal("tcp_retransmit_ratio", 6.2, true),
                                signal("cpu_system_ratio", 3.1, true),
                                signal("context_switches", 2.2, false)));
            case "rollouts/decisions" ->
                Map.of("decisions", List.of(change(decision, 100), change("hold", 700), change("proceed", 3000)));
            case "rollouts/outcomes" -> entries("label", null, "rule", null, "told", null, "outcomes", List.of());
            case "hosts" ->
                page(hostViews(asked.getOrDefault("q", "")), asked, "hosts", host -> String.valueOf(host.get("host")));
            case "hosts/*" -> host(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            case "hosts/risk" -> assessment();
            case "hosts/events" -> Map.of("events", events("").subList(0, Math.min(2, events)));
            case "patches/*" -> patch();
            case "fleet" -> fleet();
            case "model" -> model();
            default -> null;
        };
    }

    /** A map that may hold null. */
    private static Map<String, Object> entries(Object... pairs) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            entries.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return entries;
    }

    private String ago(int seconds) {
        return now.minusSeconds(seconds).toString();
    }

    private static <T> Map<String, Object> page(
            List<T> all, Map<String, String> asked, String name, Function<T, String> key) {
        int limit = Integer.parseInt(asked.getOrDefault("limit", "100"));
        String after = asked.get("after");
        int from = 0;
        while (after != null && from < all.size() && !key.apply(all.get(from)).equals(after)) {
            from++;
        }
        from = after == null ? 0 : from + 1;
        int to = Math.min(all.size(), from + limit);
        return entries(
                name,
                all.subList(Math.min(from, to), to),
                "total",
                all.size(),
                "next",
                to < all.size() ? key.apply(all.get(to - 1)) : null);
    }

    private Map<String, Object> summary(String id, String decision) {
        return entries(
                "id",
                id,
                "patch",
                "lp-107",
                "mode",
                "enforcing",
                "origin",
                "declared",
                "state",
                decision.equals("stop") ? "stopped" : "running",
                "decision",
                decision,
                "risk",
                decision.equals("stop") ? 0.93 : 0.004,
                "prior_harm",
                0.01,
                "headline",
                "Two patched hosts logged an oops whose stack holds tcp_v4_rcv, which the patch replaces." + hostile,
                "current_wave",
                "wave-1",
                "hosts",
                Map.of("patched", 2 + hosts.size() / WAVES, "pending", hosts.size() / 2),
                "waves",
                List.of("wave-1", "wave-2", "wave-3"),
                "opened_at",
                ago(3600),
                "decided_at",
                ago(5));
    }

    private Map<String, Object> rollout() {
        Map<String, Object> rollout = summary(NAME, decision);
        List<Object> waves = new ArrayList<>();
        for (int wave = 1; wave <= WAVES; wave++) {
            waves.add(entries(
                    "name",
                    "wave-" + wave,
                    "decision",
                    wave == 1 ? decision : "hold",
                    "risk",
                    wave == 1 ? 0.93 : null,
                    "hosts",
                    List.of(),
                    "counts",
                    wave == 1
                            ? Map.of("patched", hosts.size() / WAVES, "lost_by_reboot", 2)
                            : Map.of("pending", hosts.size() / WAVES),
                    "observed",
                    Map.of("full", hosts.size() / WAVES, "partial", 1, "silent", 0),
                    "started_at",
                    wave == 1 ? ago(900) : null,
                    "ended_at",
                    null));
        }
        rollout.putAll(entries(
                "assessment",
                assessment(),
                "wave_states",
                waves,
                "known_fingerprints",
                List.of(),
                "outcome",
                Map.of()));
        return rollout;
    }

    private Map<String, Object> assessment() {
        boolean bad = decision.equals("stop");
        List<String> some = hosts.subList(0, Math.min(2, hosts.size()));
        Object reason = bad
                ? entries(
                        "code",
                        "crash_attributed",
                        "text",
                        "Two patched hosts logged an oops whose stack holds tcp_v4_rcv, which the patch replaces."
                                + hostile,
                        "evidence",
                        Map.of(
                                "hosts",
                                some,
                                "function",
                                FUNCTION,
                                "crash_evidence",
                                List.of(some.get(0) + " /var/crash/202611220958 complete 17.6 MiB")))
                : entries(
                        "code",
                        "nothing_found",
                        "text",
                        "Everything was looked at, and nothing spoke against going on.",
                        "evidence",
                        Map.of());
        return entries(
                "rollout",
                NAME,
                "wave",
                "wave-1",
                "host",
                null,
                "patch",
                "lp-107",
                "mode",
                "enforcing",
                "decision",
                decision,
                "basis",
                "evidence",
                "risk",
                bad ? 0.93 : 0.004,
                "prior_harm",
                0.01,
                "likelihood_ratio",
                bad ? 1315.3 : 0.4,
                "interval",
                Map.of("low", bad ? 0.81 : 0.001, "high", bad ? 0.98 : 0.012),
                "reasons",
                List.of(
                        reason,
                        entries(
                                "code",
                                "symptom_moved",
                                "text",
                                "tcp_retransmit_ratio rose by 6.2 × its noise on patched hosts and not on controls.",
                                "evidence",
                                Map.of("shift", 6.2, "p_value", 0.0002))),
                "coverage",
                Map.of("full", 4, "partial", 1, "none", 0, "controls", 12, "missing", List.of()),
                "exposure",
                entries("host_minutes", 118.5, "work_ratio", 0.97, "patched_calls", null),
                "smallest_effect_seen",
                1.8,
                "blocking",
                List.of(entries(
                        "code",
                        "host_minutes",
                        "text",
                        "Soak for 12 more minutes.",
                        "hosts",
                        some,
                        "missing",
                        12,
                        "unit",
                        "minutes")),
                "rollback_hosts",
                bad ? some : List.of(),
                "model",
                Map.of("id", "b4504abe8d4c", "sha256", "ab".repeat(32), "trained_at", ago(86_400)),
                "decided_at",
                ago(5),
                "valid_until",
                now.plusSeconds(600).toString(),
                "next_look_at",
                now.plusSeconds(40).toString(),
                "latched",
                bad,
                "override",
                null,
                "would_change",
                List.of(
                        "A named person who clears the stop, with a reason.",
                        "Without the two kernel reports the risk would be 8 %, which holds."));
    }

    private Map<String, Object> looks() {
        List<Object> looks = new ArrayList<>();
        Random noise = new Random(1);
        for (int i = 0; i < 120; i++) {
            boolean later = i > 80 && decision.equals("stop");
            double risk = later ? Math.min(0.95, 0.02 * Math.pow(1.13, i - 80)) : 0.004 + 0.001 * noise.nextGaussian();
            looks.add(entries(
                    "at",
                    ago((120 - i) * 15),
                    "decision",
                    i < 10 ? "unknown" : later && risk > 0.05 ? "stop" : i < 60 ? "hold" : later ? "hold" : "proceed",
                    "risk",
                    i < 10 ? null : risk,
                    "low",
                    i < 10 ? null : risk / 3,
                    "high",
                    i < 10 ? null : Math.min(0.99, risk * 2.5),
                    "patched",
                    4,
                    "control",
                    12));
        }
        return entries("looks", looks, "hold_at", 0.02, "stop_at", 0.05);
    }

    private List<Map<String, Object>> members(Map<String, String> asked) {
        List<Map<String, Object>> members = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            String state = i % 3 == 0 ? (i == 3 ? "lost_by_reboot" : "patched") : "pending";
            String wave = "wave-" + (1 + i % WAVES);
            if (hosts.get(i).contains(asked.getOrDefault("q", ""))
                    && state.contains(asked.getOrDefault("state", ""))
                    && wave.contains(asked.getOrDefault("wave", ""))) {
                members.add(entries(
                        "host",
                        hosts.get(i),
                        "wave",
                        wave,
                        "patch_state",
                        state,
                        "observation",
                        i % 7 == 0 ? "partial" : "full",
                        "patched_at",
                        i % 3 == 0 ? ago(900) : null));
            }
        }
        return members;
    }

    private List<Map<String, Object>> events(String words) {
        List<Map<String, Object>> groups = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            String function = i == 0 ? FUNCTION : "function_" + i;
            String title = "BUG: unable to handle kernel NULL pointer dereference in " + function + hostile;
            if (title.contains(words)) {
                groups.add(entries(
                        "fingerprint",
                        "%016x".formatted(i + 1),
                        "kind",
                        "oops",
                        "title",
                        title,
                        "function",
                        function,
                        "attributed",
                        i == 0,
                        "why",
                        i == 0
                                ? "The stack holds tcp_v4_rcv, which the patch replaces."
                                : "Nothing in it is of the patch.",
                        "seconds_since_patch",
                        i == 0 ? 61.5 : null,
                        "known_until",
                        null,
                        "count",
                        3,
                        "patched_hosts",
                        hosts.subList(0, Math.min(2, hosts.size())),
                        "control_hosts",
                        List.of(),
                        "first_at",
                        ago(800),
                        "last_at",
                        ago(100),
                        "sample",
                        SAMPLE + hostile,
                        "marked",
                        i == 0 ? List.of(3) : List.of(),
                        "first_host",
                        hosts.get(0)));
            }
        }
        return groups;
    }

    private Map<String, Object> signal(String name, double shift, boolean worsened) {
        Random noise = new Random(name.hashCode());
        List<Object> patched = new ArrayList<>();
        List<Object> control = new ArrayList<>();
        for (int t = -600; t < 1200; t += 30) {
            double level = 0.010 + 0.0006 * noise.nextGaussian() + (t > 60 ? 0.0008 * shift : 0);
            double usual = 0.010 + 0.0004 * noise.nextGaussian();
            patched.add(Map.of("t", t, "value", level, "low", level - 0.001, "high", level + 0.001));
            control.add(Map.of("t", t + 4, "value", usual, "low", usual - 0.0008, "high", usual + 0.0008));
        }
        return entries(
                "signal",
                name,
                "unit",
                "ratio",
                "worse",
                "up",
                "help",
                "Share of TCP segments that were sent again.",
                "worsened",
                worsened,
                "shift",
                shift,
                "p_value",
                0.0002,
                "patched",
                patched,
                "control",
                control,
                "since_s",
                worsened ? 60 : null);
    }

    private Map<String, Object> change(String to, int seconds) {
        return entries(
                "at",
                ago(seconds),
                "wave",
                null,
                "decision",
                to,
                "risk",
                0.1,
                "reasons",
                List.of(Map.of(
                        "code",
                        "soaking",
                        "text",
                        "The patch has not been watched long enough." + hostile,
                        "evidence",
                        Map.of())),
                "by",
                null,
                "action",
                null);
    }

    private List<Map<String, Object>> hostViews(String words) {
        return hosts.stream()
                .filter(host -> host.contains(words))
                .map(this::host)
                .toList();
    }

    private Map<String, Object> host(String name) {
        Object dump = entries(
                "family",
                "rhel",
                "path",
                "/var/crash/127.0.0.1-2026-11-22-09:58:20" + hostile,
                "crashed_at",
                ago(700),
                "error_seconds",
                2,
                "time_from",
                "kernel",
                "release",
                "6.1.0-56-amd64",
                "complete",
                true,
                "why",
                "dump and log are there",
                "bytes",
                18_445_960,
                "files",
                List.of(Map.of("name", "vmcore" + hostile, "bytes", 18_445_960, "role", "dump")),
                "files_left_out",
                0,
                "dump",
                null,
                "told_at",
                ago(600),
                "lines",
                1200,
                "events",
                List.of(Map.of("title", "BUG in tcp_v4_rcv" + hostile, "fingerprint", "%016x".formatted(1))));
        return entries(
                "host",
                name,
                "aliases",
                List.of("10.0.0.1", name + ".example"),
                "stratum",
                "6.1.0-56-amd64/kvm/web",
                "observation",
                "full",
                "rollouts",
                List.of(entries(
                        "rollout",
                        NAME,
                        "wave",
                        "wave-1",
                        "patch_state",
                        "patched",
                        "observed_at",
                        ago(900),
                        "claimed_at",
                        ago(899))),
                "live_patches",
                List.of(entries(
                        "module",
                        "livepatch_107",
                        "state",
                        "patched",
                        "source",
                        "log",
                        "since",
                        ago(900),
                        "settled_at",
                        ago(898),
                        "transition_s",
                        1.25,
                        "stalled",
                        false,
                        "signaled",
                        true,
                        "forced",
                        false,
                        "reversals",
                        0,
                        "refusal",
                        null,
                        "message",
                        hostile)),
                "crashes",
                List.of(dump));
    }

    private Map<String, Object> patch() {
        return entries(
                "id",
                "lp-107",
                "kind",
                "live",
                "vendor",
                "example" + hostile,
                "version",
                "107.1",
                "modules",
                List.of("livepatch_107"),
                "functions",
                List.of(FUNCTION, "tcp_ack", "tcp_sendmsg_locked"),
                "cves",
                List.of("CVE-2026-1", "CVE-2026-2"),
                "digest",
                "sha256:00",
                "origin",
                "declared",
                "first_seen_at",
                ago(2 * 86_400),
                "rollouts",
                List.of(NAME));
    }

    private Map<String, Object> fleet() {
        return Map.of(
                "hosts",
                Map.of("full", hosts.size(), "partial", 3, "silent", 1),
                "kernels",
                List.of(
                        Map.of("release", "6.1.0-56-amd64" + hostile, "hosts", hosts.size()),
                        Map.of("release", "5.10.0-32-amd64", "hosts", 4)),
                "patches",
                List.of(
                        Map.of("module", "livepatch_107" + hostile, "patch", "lp-107", "state", "patched", "hosts", 5),
                        entries("module", "livepatch_106", "patch", null, "state", "patched", "hosts", 2)));
    }

    private Map<String, Object> model() {
        List<Object> bins = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            bins.add(Map.of(
                    "predicted", i / 10.0 + 0.05, "observed", Math.min(1, i / 10.0 + (i % 3) * 0.04), "count", 3 + i));
        }
        return entries(
                "id",
                "b4504abe8d4c",
                "sha256",
                "ab".repeat(32),
                "trained_at",
                ago(86_400),
                "features",
                List.of("crash_attributed", "crash_unexplained", "symptom_strongest"),
                "card",
                Map.of(
                        "brier",
                        0.011156791068778846,
                        "trained_on",
                        "lab captures of real live patches" + hostile,
                        "range",
                        List.of(0, 1, 0.22916)),
                "reliability",
                bins,
                "drift",
                List.of(entries(
                        "rollout", NAME, "wave", null, "ratio", 0.14, "features", List.of("symptom_strongest"))));
    }
}

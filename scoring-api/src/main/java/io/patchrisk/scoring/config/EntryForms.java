// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import io.patchrisk.model.fact.HostId;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The forms of values with parts: targets, hosts, and who is who behind an address. */
final class EntryForms {

    private EntryForms() {}

    static final Form<List<ScrapeConfig.Target>> TARGETS = new ListForm<>(
            "a list of targets, such as [{host: web-1, url: \"http://web-1:9100/metrics\"}]", EntryForms::target);

    static final Form<List<HostEntry>> HOSTS = new ListForm<>(
            "a list of hosts, such as [{id: web-1, aliases: [10.0.0.7], stratum: web, planned_reboots:"
                    + " [2026-03-04T02:00:00Z/2026-03-04T03:00:00Z]}]",
            EntryForms::host);

    static final Form<List<CrashConfig.Folder>> CRASH_FOLDERS = new ListForm<>(
            "a list of folders, such as [{path: /srv/crash}, {path: /var/crash, host: web-1}]",
            EntryForms::crashFolder);

    static final Form<Map<InetAddress, HostId>> SOURCES = new SourcesForm();

    static final Form<List<InetAddress>> ADDRESSES =
            new ListForm<>("a list of IP addresses, such as [10.0.0.2]", EntryForms::address);

    static final Form<List<URI>> URLS =
            new ListForm<>("a list of URLs, such as [http://alertmanager:9093]", Forms.URL::read);

    static final Form<Map<String, String>> LABELS = new LabelsForm();

    private static final Form<List<String>> NAMES = new ListForm<>("a list of names", Forms.TEXT::read);

    private static final Form<List<HostEntry.PlannedReboot>> REBOOTS =
            new ListForm<>("a list of spans of time", Form.plain("from/until", EntryForms::reboot)::read);

    private static ScrapeConfig.@Nullable Target target(String key, ConfigNode node, Problems problems) {
        Entry entry = Entry.of(key, node, Set.of("host", "url"), problems);
        HostId host = entry.required("host", Forms.HOST_ID);
        URI url = entry.required("url", Forms.URL);
        return host == null || url == null ? null : new ScrapeConfig.Target(host, url);
    }

    private static CrashConfig.@Nullable Folder crashFolder(String key, ConfigNode node, Problems problems) {
        Entry entry = Entry.of(key, node, new TreeSet<>(Set.of("path", "host")), problems);
        Path path = entry.required("path", Forms.PATH);
        HostId host = entry.optional("host", Forms.HOST_ID);
        return path == null ? null : new CrashConfig.Folder(path, host);
    }

    private static @Nullable HostEntry host(String key, ConfigNode node, Problems problems) {
        Entry entry =
                Entry.of(key, node, new TreeSet<>(Set.of("id", "aliases", "stratum", "planned_reboots")), problems);
        HostId id = entry.required("id", Forms.HOST_ID);
        List<String> aliases = entry.optional("aliases", NAMES);
        String stratum = entry.optional("stratum", Forms.TEXT);
        List<HostEntry.PlannedReboot> reboots = entry.optional("planned_reboots", REBOOTS);
        if (id == null) {
            return null;
        }
        return new HostEntry(id, aliases == null ? List.of() : aliases, stratum, reboots == null ? List.of() : reboots);
    }

    private static Parsed<HostEntry.PlannedReboot> reboot(ConfigNode.Scalar scalar) {
        String[] ends = scalar.text().split("/", -1);
        String todo = "write from/until, such as 2026-03-04T02:00:00Z/2026-03-04T03:00:00Z";
        try {
            if (ends.length == 2) {
                return Parsed.of(new HostEntry.PlannedReboot(Instant.parse(ends[0]), Instant.parse(ends[1])));
            }
            return Parsed.wrong("is no span of time", todo);
        } catch (DateTimeException e) {
            return Parsed.wrong("is no span of time: " + e.getMessage(), todo);
        } catch (IllegalArgumentException e) {
            return Parsed.wrong(String.valueOf(e.getMessage()), todo);
        }
    }

    private static @Nullable InetAddress address(String key, ConfigNode node, Problems problems) {
        String literal = Forms.ADDRESS.read(key, node, problems);
        try {
            return literal == null ? null : InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            problems.add(key, node, "is no IP address", "write the address that messages come from, such as 10.0.0.7");
            return null;
        }
    }

    /** A list each of whose entries has one form. */
    private record ListForm<T>(String expects, EntryReader<T> entries) implements Form<List<T>> {

        @Override
        public boolean hasParts() {
            return true;
        }

        @Override
        public @Nullable List<T> read(String key, ConfigNode node, Problems problems) {
            if (!(node instanceof ConfigNode.Items list)) {
                problems.add(
                        key,
                        node,
                        node instanceof ConfigNode.Nothing ? "has no value" : "is no list",
                        "write " + expects);
                return null;
            }
            List<T> values = new ArrayList<>();
            for (int i = 0; i < list.items().size(); i++) {
                T value = entries.read(key + "[" + i + "]", list.items().get(i), problems);
                if (value != null) {
                    values.add(value);
                }
            }
            return values;
        }
    }

    private interface EntryReader<T> {
        @Nullable
        T read(String key, ConfigNode node, Problems problems);
    }

    /** Addresses and the hosts behind them. */
    private static final class SourcesForm implements Form<Map<InetAddress, HostId>> {

        @Override
        public boolean hasParts() {
            return true;
        }

        @Override
        public String expects() {
            return "addresses with the host behind each, such as {10.0.0.7: web-1}";
        }

        @Override
        public @Nullable Map<InetAddress, HostId> read(String key, ConfigNode node, Problems problems) {
            if (!(node instanceof ConfigNode.Fields fields) || fields.fields().isEmpty()) {
                problems.add(key, node, "lists no address, so every datagram would be rejected", "write " + expects());
                return null;
            }
            Map<InetAddress, HostId> sources = new LinkedHashMap<>();
            fields.fields().forEach((text, value) -> {
                InetAddress address = address(key, new ConfigNode.Scalar(text, value.origin()), problems);
                HostId host = Forms.HOST_ID.read(key + "." + text, value, problems);
                if (address != null && host != null && sources.put(address, host) != null) {
                    problems.add(key, value, "lists address " + text + " twice", "keep one of the two");
                }
            });
            return sources;
        }
    }

    /** Labels with their values. */
    private static final class LabelsForm implements Form<Map<String, String>> {

        @Override
        public boolean hasParts() {
            return true;
        }

        @Override
        public String expects() {
            return "labels with their values, such as {cluster: eu-1}";
        }

        @Override
        public @Nullable Map<String, String> read(String key, ConfigNode node, Problems problems) {
            if (!(node instanceof ConfigNode.Fields fields)) {
                problems.add(key, node, "has no labels", "write " + expects());
                return null;
            }
            Map<String, String> labels = new LinkedHashMap<>();
            fields.fields().forEach((name, value) -> {
                String text = Forms.TEXT.read(key + "." + name, value, problems);
                if (text != null) {
                    labels.put(name, text);
                }
            });
            return labels;
        }
    }
}

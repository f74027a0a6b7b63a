// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import io.patchrisk.model.fact.HostId;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The keys of what is read from hosts. */
final class SourceKeys {

    private static final Form<Duration> INTERVAL = Forms.duration(Duration.ofSeconds(1), Duration.ofMinutes(5));

    private SourceKeys() {}

    static final Key<Duration> SCRAPE_INTERVAL =
            Key.of("sources.scrape.interval", "15s", INTERVAL, "Time between two scrapes of a host.");
    static final Key<Duration> SCRAPE_TIMEOUT = Key.of(
            "sources.scrape.timeout",
            "10s",
            Forms.duration(Duration.ofMillis(100), Duration.ofMinutes(5)),
            "How long a host may take to answer; at most the interval.");
    static final Key<List<ScrapeConfig.Target>> SCRAPE_TARGETS = Key.of(
            "sources.scrape.targets",
            "[]",
            EntryForms.TARGETS,
            "Hosts whose node_exporter the service asks by itself.");
    static final Section SCRAPE = Section.always(
            "sources.scrape", "node_exporter, asked directly.", SCRAPE_INTERVAL, SCRAPE_TIMEOUT, SCRAPE_TARGETS);

    static final Key<URI> PROMETHEUS_URL = Key.required(
            "sources.prometheus.url",
            Forms.URL,
            "Root of a Prometheus-compatible API (Prometheus, VictoriaMetrics, Thanos, Mimir), without /api/v1.");
    static final Key<Duration> PROMETHEUS_INTERVAL = Key.of(
            "sources.prometheus.interval", "15s", INTERVAL, "Time between two questions, and the step of the answers.");
    static final Key<Duration> PROMETHEUS_DELAY = Key.of(
            "sources.prometheus.delay",
            "60s",
            Forms.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)),
            "How long values take to be there; a Prometheus that scrapes by itself has them after one interval, VictoriaMetrics repeats an old value for 30s.");
    static final Key<Duration> PROMETHEUS_TIMEOUT = Key.of(
            "sources.prometheus.timeout",
            "30s",
            Forms.duration(Duration.ofMillis(100), Duration.ofMinutes(5)),
            "How long an answer may take.");
    static final Key<String> PROMETHEUS_SELECTOR = Key.of(
            "sources.prometheus.selector",
            "job=\"node\"",
            Forms.TEXT,
            "Label matchers of the series that are asked for.");
    static final Key<String> PROMETHEUS_HOST_LABEL =
            Key.of("sources.prometheus.host_label", "instance", Forms.TEXT, "Label whose value names the host.");
    static final Key<Path> PROMETHEUS_TOKEN_FILE = Key.absent(
            "sources.prometheus.bearer_token_file",
            Forms.PATH,
            "File with the token to send; the token itself is no setting.");
    static final Section PROMETHEUS = Section.optional(
            "sources.prometheus",
            "A Prometheus-compatible API that has the hosts' metrics already.",
            PROMETHEUS_URL,
            PROMETHEUS_INTERVAL,
            PROMETHEUS_DELAY,
            PROMETHEUS_TIMEOUT,
            PROMETHEUS_SELECTOR,
            PROMETHEUS_HOST_LABEL,
            PROMETHEUS_TOKEN_FILE);

    static final Key<String> NETCONSOLE_HOST = Key.of(
            "sources.netconsole.host", "0.0.0.0", Forms.ADDRESS, "Address on which kernel log datagrams are received.");
    static final Key<Integer> NETCONSOLE_PORT = Key.of(
            "sources.netconsole.port",
            "6666",
            Forms.PORT,
            "UDP port for them; 6666 is what the kernel sends to by itself.");
    static final Key<Map<InetAddress, HostId>> NETCONSOLE_SOURCES = Key.required(
            "sources.netconsole.sources",
            EntryForms.SOURCES,
            "Which address is which host; datagrams from other addresses are counted and dropped.");
    static final Section NETCONSOLE = Section.optional(
            "sources.netconsole",
            "The kernel's netconsole over UDP.",
            NETCONSOLE_HOST,
            NETCONSOLE_PORT,
            NETCONSOLE_SOURCES);

    static final Key<List<CrashConfig.Folder>> CRASH_FOLDERS = Key.required(
            "sources.crash.folders",
            EntryForms.CRASH_FOLDERS,
            "Folders of this machine that kdump of hosts writes to; a host is known by its entry, by a directory of its name, or by the name or address in front of the date. They are only read.");
    static final Key<Duration> CRASH_INTERVAL = Key.of(
            "sources.crash.interval",
            "1m",
            Forms.duration(Duration.ofSeconds(1), Duration.ofHours(24)),
            "Time between two searches.");
    static final Section CRASH = Section.optional(
            "sources.crash", "Crash directories that hosts save on this machine.", CRASH_FOLDERS, CRASH_INTERVAL);

    static final Key<String> SYSLOG_HOST =
            Key.of("sources.syslog.host", "0.0.0.0", Forms.ADDRESS, "Address on which syslog is received.");
    static final Key<Integer> SYSLOG_TCP_PORT = Key.of(
            "sources.syslog.tcp_port",
            "5514",
            Forms.PORT,
            "TCP port for it; octet counting and lines are told apart by themselves.");
    static final Key<Integer> SYSLOG_UDP_PORT = Key.absent(
            "sources.syslog.udp_port",
            Forms.PORT,
            "UDP port for it; datagrams get lost and can be forged, so prefer TCP.");
    static final Key<Map<InetAddress, HostId>> SYSLOG_SOURCES = Key.absent(
            "sources.syslog.sources",
            EntryForms.SOURCES,
            "Which address is which host; messages from other addresses are counted and dropped.");
    static final Key<List<InetAddress>> SYSLOG_RELAYS = Key.of(
            "sources.syslog.relays",
            "[]",
            EntryForms.ADDRESSES,
            "Addresses that forward for other hosts; a message's host name must be an id or an alias of hosts.list.");
    static final Section SYSLOG = Section.optional(
            "sources.syslog",
            "Kernel messages forwarded by syslog daemons: RFC 5424 and RFC 3164, facility kern only.",
            SYSLOG_HOST,
            SYSLOG_TCP_PORT,
            SYSLOG_UDP_PORT,
            SYSLOG_SOURCES,
            SYSLOG_RELAYS);
}

// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import io.patchrisk.collector.channel.Echoes;
import io.patchrisk.collector.channel.KernelLogSink;
import io.patchrisk.collector.channel.ReceiverCounters;
import io.patchrisk.collector.log.LogLine;
import io.patchrisk.collector.netconsole.NetconsoleReceiver;
import io.patchrisk.collector.netconsole.ReceiverOptions;
import io.patchrisk.collector.syslog.SyslogOptions;
import io.patchrisk.collector.syslog.SyslogReceiver;
import io.patchrisk.collector.syslog.SyslogSenders;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.scoring.config.HostEntry;
import io.patchrisk.scoring.config.NetconsoleConfig;
import io.patchrisk.scoring.config.ServiceConfig;
import io.patchrisk.scoring.config.SyslogConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ways by which kernels send their log, as configured: each listens on an event loop of its own. */
final class KernelChannels {

    private final Vertx vertx;
    private final InstantSource clock;
    private final Echoes echoes = new Echoes();
    private final @Nullable NetconsoleReceiver netconsole;
    private final @Nullable SyslogReceiver syslog;
    private volatile @Nullable Integer netconsolePort;
    private volatile @Nullable Instant lastNetconsole;
    private volatile @Nullable Instant lastSyslog;

    KernelChannels(Vertx vertx, ServiceConfig config, InstantSource clock, KernelLogSink sink) {
        this.vertx = vertx;
        this.clock = clock;
        NetconsoleConfig datagrams = config.sources().netconsole();
        this.netconsole = datagrams == null ? null : netconsole(datagrams, sink);
        SyslogConfig messages = config.sources().syslog();
        this.syslog = messages == null ? null : syslog(messages, names(config), sink);
    }

    private NetconsoleReceiver netconsole(NetconsoleConfig config, KernelLogSink sink) {
        Map<String, HostId> senders = byAddress(config.sources());
        KernelLogSink noting =
                (host, lines) -> sink.accept(host, lines).onSuccess(done -> lastNetconsole = clock.instant());
        return new NetconsoleReceiver(
                vertx, ReceiverOptions.at(config.host(), config.port()), senders::get, echoes.before(noting, 1), clock);
    }

    private SyslogReceiver syslog(SyslogConfig config, Map<String, HostId> names, KernelLogSink sink) {
        KernelLogSink noting = (HostId host, List<LogLine> lines) ->
                sink.accept(host, lines).onSuccess(done -> lastSyslog = clock.instant());
        Set<String> relays =
                config.relays().stream().map(InetAddress::getHostAddress).collect(Collectors.toSet());
        return new SyslogReceiver(
                vertx,
                SyslogOptions.at(config.host(), config.tcpPort(), config.udpPort()),
                new SyslogSenders(byAddress(config.sources()), relays, names),
                echoes.before(noting, 2),
                clock);
    }

    private static Map<String, HostId> byAddress(Map<InetAddress, HostId> sources) {
        Map<String, HostId> hosts = new HashMap<>();
        sources.forEach((address, host) -> hosts.put(address.getHostAddress(), host));
        return hosts;
    }

    /** What relays may call hosts: ids and aliases, in lower case. What then means two hosts means none. */
    private static Map<String, HostId> names(ServiceConfig config) {
        Map<String, HostId> names = new HashMap<>();
        Set<String> ambiguous = new HashSet<>();
        config.sources()
                .scrape()
                .targets()
                .forEach(target -> name(target.host().value(), target.host(), names, ambiguous));
        for (HostEntry host : config.hosts().list()) {
            name(host.id().value(), host.id(), names, ambiguous);
            host.aliases().forEach(alias -> name(alias, host.id(), names, ambiguous));
        }
        ambiguous.forEach(names::remove);
        return names;
    }

    private static void name(String name, HostId host, Map<String, HostId> names, Set<String> ambiguous) {
        String lower = name.toLowerCase(Locale.ROOT);
        HostId other = names.put(lower, host);
        if (other != null && !other.equals(host)) {
            ambiguous.add(lower);
        }
    }

    Future<Void> start() {
        NetconsoleReceiver datagrams = netconsole;
        SyslogReceiver messages = syslog;
        Future<Void> started = datagrams == null
                ? Future.succeededFuture()
                : OwnLoop.run(vertx, datagrams::start)
                        .onSuccess(port -> netconsolePort = port)
                        .mapEmpty();
        return messages == null
                ? started
                : started.compose(done -> OwnLoop.run(vertx, messages::start).mapEmpty());
    }

    Future<Void> stop() {
        NetconsoleReceiver datagrams = netconsole;
        SyslogReceiver messages = syslog;
        Future<Void> stopped = datagrams == null ? Future.succeededFuture() : datagrams.stop();
        return stopped.eventually(() -> messages == null ? Future.succeededFuture() : messages.stop());
    }

    /** UDP port that takes netconsole; null before the start, and when none is configured. */
    @Nullable
    Integer netconsolePort() {
        return netconsolePort;
    }

    boolean hasNetconsole() {
        return netconsole != null;
    }

    boolean hasSyslog() {
        return syslog != null;
    }

    /** Lines that had come by another channel already. */
    long echoes() {
        return echoes.count();
    }

    ReceiverCounters netconsole() {
        NetconsoleReceiver receiver = netconsole;
        return receiver == null ? ReceiverCounters.NONE : receiver.counters();
    }

    ReceiverCounters syslog() {
        SyslogReceiver receiver = syslog;
        return receiver == null ? ReceiverCounters.NONE : receiver.counters();
    }

    /** When lines were last stored that came by netconsole; null if never. */
    @Nullable
    Instant lastNetconsole() {
        return lastNetconsole;
    }

    /** When lines were last stored that came by syslog; null if never. */
    @Nullable
    Instant lastSyslog() {
        return lastSyslog;
    }
}

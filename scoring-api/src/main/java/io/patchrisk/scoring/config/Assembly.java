// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import io.patchrisk.model.fact.HostId;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way from values to the records of the configuration. */
final class Assembly {

    private final Values values;
    private final Problems problems;

    Assembly(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** The configuration; null when there is any problem with it. */
    @Nullable
    ServiceConfig assemble() {
        ListenConfig http = values.build(
                ServiceKeys.HTTP, v -> new ListenConfig(v.get(ServiceKeys.HTTP_HOST), v.get(ServiceKeys.HTTP_PORT)));
        ListenConfig management = values.build(
                ServiceKeys.MANAGEMENT,
                v -> new ListenConfig(v.get(ServiceKeys.MANAGEMENT_HOST), v.get(ServiceKeys.MANAGEMENT_PORT)));
        StoreConfig store = values.build(ServiceKeys.STORE, Assembly::store);
        SourcesConfig sources = sources();
        HostsConfig hosts = values.build(ServiceKeys.HOSTS, this::hosts);
        AssessmentConfig assessment = values.build(JudgingKeys.ASSESSMENT, Assembly::assessment);
        PolicyConfig policy = values.build(JudgingKeys.POLICY, Assembly::policy);
        ModelConfig model = values.build(ServiceKeys.MODEL, Assembly::model);
        SignalsConfig signals = new SignalsConfig(values.find(ServiceKeys.SIGNALS_FILE));
        AlertmanagerConfig alertmanager = values.isOn(AlertKeys.ALERTMANAGER)
                ? values.build(AlertKeys.ALERTMANAGER, Assembly::alertmanager)
                : null;
        compare(http, management, store, assessment);
        if (problems.count() > 0 || http == null || management == null || store == null || sources == null) {
            return null;
        }
        return hosts == null || assessment == null || policy == null || model == null
                ? null
                : new ServiceConfig(
                        http, management, store, sources, hosts, assessment, policy, model, signals, alertmanager);
    }

    /** Looks at sections in pairs, so that a problem elsewhere does not hide that two of them do not fit. */
    private void compare(
            @Nullable ListenConfig http,
            @Nullable ListenConfig management,
            @Nullable StoreConfig store,
            @Nullable AssessmentConfig assessment) {
        if (http != null && management != null) {
            ServiceConfig.listeners(http, management).failed().forEach(values::report);
        }
        if (store != null && assessment != null) {
            ServiceConfig.history(store, assessment).failed().forEach(values::report);
        }
    }

    private static StoreConfig store(Values v) {
        return new StoreConfig(
                v.get(ServiceKeys.STORE_PATH),
                v.get(ServiceKeys.DISK_BUDGET),
                v.get(ServiceKeys.KEEP_READINGS),
                v.get(ServiceKeys.KEEP_KERNEL_LOGS));
    }

    private @Nullable SourcesConfig sources() {
        ScrapeConfig scrape = values.build(
                SourceKeys.SCRAPE,
                v -> new ScrapeConfig(
                        v.get(SourceKeys.SCRAPE_INTERVAL),
                        v.get(SourceKeys.SCRAPE_TIMEOUT),
                        v.get(SourceKeys.SCRAPE_TARGETS)));
        PrometheusConfig prometheus =
                values.isOn(SourceKeys.PROMETHEUS) ? values.build(SourceKeys.PROMETHEUS, Assembly::prometheus) : null;
        NetconsoleConfig netconsole = values.isOn(SourceKeys.NETCONSOLE)
                ? values.build(
                        SourceKeys.NETCONSOLE,
                        v -> new NetconsoleConfig(
                                v.get(SourceKeys.NETCONSOLE_HOST),
                                v.get(SourceKeys.NETCONSOLE_PORT),
                                v.get(SourceKeys.NETCONSOLE_SOURCES)))
                : null;
        CrashConfig crash = values.isOn(SourceKeys.CRASH)
                ? values.build(
                        SourceKeys.CRASH,
                        v -> new CrashConfig(v.get(SourceKeys.CRASH_FOLDERS), v.get(SourceKeys.CRASH_INTERVAL)))
                : null;
        SyslogConfig syslog = values.isOn(SourceKeys.SYSLOG) ? values.build(SourceKeys.SYSLOG, Assembly::syslog) : null;
        return scrape == null ? null : new SourcesConfig(scrape, prometheus, netconsole, crash, syslog);
    }

    private static SyslogConfig syslog(Values v) {
        Map<InetAddress, HostId> sources = v.find(SourceKeys.SYSLOG_SOURCES);
        return new SyslogConfig(
                v.get(SourceKeys.SYSLOG_HOST),
                v.get(SourceKeys.SYSLOG_TCP_PORT),
                v.find(SourceKeys.SYSLOG_UDP_PORT),
                sources == null ? Map.of() : sources,
                new LinkedHashSet<>(v.get(SourceKeys.SYSLOG_RELAYS)));
    }

    private static PrometheusConfig prometheus(Values v) {
        return new PrometheusConfig(
                v.get(SourceKeys.PROMETHEUS_URL),
                v.get(SourceKeys.PROMETHEUS_INTERVAL),
                v.get(SourceKeys.PROMETHEUS_DELAY),
                v.get(SourceKeys.PROMETHEUS_TIMEOUT),
                v.get(SourceKeys.PROMETHEUS_SELECTOR),
                v.get(SourceKeys.PROMETHEUS_HOST_LABEL),
                v.find(SourceKeys.PROMETHEUS_TOKEN_FILE));
    }

    private HostsConfig hosts(Values v) {
        List<HostEntry> all = new ArrayList<>(v.get(ServiceKeys.HOST_LIST));
        Path file = v.find(ServiceKeys.HOST_FILE);
        if (file != null) {
            all.addAll(hostsOf(file));
        }
        return new HostsConfig(all, file);
    }

    private List<HostEntry> hostsOf(Path file) {
        String text = Given.text(file, ServiceKeys.HOST_FILE.path(), problems);
        ConfigNode root = text == null ? null : YamlText.ofFile(file, text, problems);
        List<HostEntry> hosts =
                root == null ? null : EntryForms.HOSTS.read(ServiceKeys.HOST_FILE.path(), root, problems);
        return hosts == null ? List.of() : hosts;
    }

    private static AssessmentConfig assessment(Values v) {
        return new AssessmentConfig(
                v.get(JudgingKeys.INTERVAL),
                v.get(JudgingKeys.BEFORE),
                v.get(JudgingKeys.WATCH),
                v.get(JudgingKeys.SILENT_AFTER),
                v.get(JudgingKeys.NOVELTY_HISTORY),
                v.get(JudgingKeys.REAPPLIED));
    }

    private static AlertmanagerConfig alertmanager(Values v) {
        return new AlertmanagerConfig(
                v.get(AlertKeys.URLS),
                v.find(AlertKeys.CONSOLE),
                v.get(AlertKeys.RUNBOOKS),
                v.get(AlertKeys.LABELS),
                v.get(AlertKeys.TIMEOUT),
                v.get(AlertKeys.REPEAT),
                v.get(AlertKeys.LINGER),
                v.find(AlertKeys.TOKEN_FILE));
    }

    private static ModelConfig model(Values v) {
        return new ModelConfig(
                v.find(ServiceKeys.MODEL_PATH), v.find(ServiceKeys.LAB_TABLE), v.get(ServiceKeys.CANDIDATES));
    }

    private static PolicyConfig policy(Values v) {
        return new PolicyConfig(
                v.get(JudgingKeys.PRIOR_HARM),
                v.get(JudgingKeys.ALPHA),
                v.get(JudgingKeys.HOLD_AT),
                v.get(JudgingKeys.STOP_AT),
                v.get(JudgingKeys.SOAK),
                v.get(JudgingKeys.VALID_FOR),
                v.get(JudgingKeys.MIN_COVERAGE),
                v.get(JudgingKeys.FIRST_WAVE_MAX),
                v.get(JudgingKeys.USE_MODEL));
    }
}

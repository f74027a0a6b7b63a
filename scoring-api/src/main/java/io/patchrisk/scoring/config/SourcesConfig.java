// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import org.jspecify.annotations.Nullable;

/**
 * What is read from hosts.
 *
 * @param scrape hosts whose node_exporter is asked directly; may name none
 * @param prometheus a Prometheus-compatible API to ask; null when there is none
 * @param netconsole where kernels send their log; null when nothing listens
 * @param crash where crashes of hosts arrive on this machine; null when nothing is searched
 * @param syslog where syslog daemons forward it; null when nothing listens
 */
public record SourcesConfig(
        ScrapeConfig scrape,
        @Nullable PrometheusConfig prometheus,
        @Nullable NetconsoleConfig netconsole,
        @Nullable CrashConfig crash,
        @Nullable SyslogConfig syslog) {}

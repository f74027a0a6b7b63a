// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The configuration of a service under test: shortest windows, ports of the system's choice, one store in one folder. */
final class Config {

    private final Path folder;
    private final List<String> targets = new ArrayList<>();
    private final Map<String, String> kernels = new LinkedHashMap<>();
    private final List<String> hosts = new ArrayList<>();
    private String prometheus = "";
    private String assessment = "interval: 1s, before: 1m, silent_after: 5s";
    private String soak = "1m";
    private String scraping = "interval: 1s, timeout: 900ms";
    private int netconsolePort;
    private String syslog = "";
    private String model = "";
    private String alertmanager = "";

    Config(Path folder) {
        this.folder = folder;
    }

    Config scrape(String host, URI metrics) {
        targets.add("{host: \"" + host + "\", url: \"" + metrics + "\"}");
        return this;
    }

    Config kernel(String host, String address, int port) {
        kernels.put(address, host);
        netconsolePort = port;
        return this;
    }

    /** A host that no source names. */
    Config host(String host) {
        return host(host, host + ".lan");
    }

    /** A host with the other name by which a source knows it. */
    Config host(String host, String alias) {
        hosts.add("{id: \"" + host + "\", aliases: [\"" + alias + "\"]}");
        return this;
    }

    /** Syslog by TCP from relays on loopback, whose messages name their hosts. */
    Config syslog(int tcpPort) {
        syslog = "  syslog: {host: 127.0.0.1, tcp_port: " + tcpPort + ", relays: [127.0.0.1]}\n";
        return this;
    }

    /** Thousands of hosts: a look at them all takes a part of a second. */
    Config calmLooks() {
        assessment = "interval: 5s, before: 1m, silent_after: 30s";
        return this;
    }

    /** Hosts that were booted for the test, and are emulated by a busy machine: an answer takes up to some seconds. */
    Config emulatedHosts() {
        assessment = "interval: 2s, before: 1m, silent_after: 30s, reapplied: 0s";
        soak = "30s";
        scraping = "interval: 5s, timeout: 4s";
        return this;
    }

    Config prometheus(URI root) {
        prometheus = "  prometheus: {url: \"" + root + "\", interval: 1s, delay: 3s, timeout: 2s}\n";
        return this;
    }

    /** Alertmanagers to tell, with times scaled down; they see the external label of {@code cluster: lab}. */
    Config alertmanagers(List<URI> roots) {
        alertmanager = "alertmanager: {urls: %s, console: \"https://patchrisk.example/\", labels: {cluster: lab},"
                        .formatted(
                                roots.stream().map(root -> "\"" + root + "\"").toList())
                + " timeout: 1s, repeat: 2s, linger: 1s}\n";
        return this;
    }

    /** Looks so far apart that none of them comes in the time of a test. */
    Config seldomLooks() {
        assessment = "interval: 5m, before: 1m, silent_after: 5s";
        return this;
    }

    /** A lab table to train candidates on, which go to a folder beside the store. */
    Config labTable(Path table) {
        model = "model: {lab_table: \"" + table + "\", candidates: \"" + folder.resolve("candidates") + "\"}\n";
        return this;
    }

    Path store() {
        return folder.resolve("facts.db");
    }

    Path write() throws IOException {
        StringBuilder yaml = new StringBuilder("""
                http: {port: 0}
                management: {port: 0}
                store: {path: "%s"}
                assessment: {%s}
                policy: {soak: %s}
                hosts: {list: %s}
                sources:
                  scrape: {%s, targets: %s}
                """.formatted(store(), assessment, soak, hosts, scraping, targets));
        if (!kernels.isEmpty()) {
            yaml.append("  netconsole:\n    host: 127.0.0.1\n    port: ")
                    .append(netconsolePort)
                    .append("\n    sources:\n");
            kernels.forEach((address, host) -> yaml.append("      \"%s\": \"%s\"\n".formatted(address, host)));
        }
        return Files.writeString(
                folder.resolve("patchrisk.yaml"),
                yaml.append(syslog).append(prometheus).append(model).append(alertmanager));
    }
}

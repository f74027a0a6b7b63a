// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The keys of the service itself: where it listens, what it keeps, which hosts, model and signals it knows. */
final class ServiceKeys {

    private ServiceKeys() {}

    static final Key<String> HTTP_HOST =
            Key.of("http.host", "127.0.0.1", Forms.LOOPBACK, "Address on which the API and the console listen.");
    static final Key<Integer> HTTP_PORT =
            Key.of("http.port", "8470", Forms.PORT, "Port of the API and the console; 0 lets the system choose.");
    static final Section HTTP = Section.always("http", "The API, the gate and the console.", HTTP_HOST, HTTP_PORT);

    static final Key<String> MANAGEMENT_HOST =
            Key.of("management.host", "127.0.0.1", Forms.LOOPBACK, "Address on which health and metrics listen.");
    static final Key<Integer> MANAGEMENT_PORT = Key.of(
            "management.port", "8471", Forms.PORT, "Port of /livez, /readyz and /metrics; 0 lets the system choose.");
    static final Section MANAGEMENT =
            Section.always("management", "Health and metrics of the service.", MANAGEMENT_HOST, MANAGEMENT_PORT);

    static final Key<Path> STORE_PATH =
            Key.of("store.path", "patchrisk.db", Forms.PATH, "File of the embedded store, on a local disk.");
    static final Key<Long> DISK_BUDGET = Key.of(
            "store.disk_budget",
            "2GiB",
            Forms.size(16),
            "Disk that facts may take; over it readings and kernel logs are kept for less long, and decisions always.");
    static final Key<Duration> KEEP_READINGS = Key.of(
            "store.keep_readings",
            "26h",
            Forms.duration(Duration.ofHours(1), Duration.ofDays(366)),
            "How long readings of signals are kept.");
    static final Key<Duration> KEEP_KERNEL_LOGS = Key.of(
            "store.keep_kernel_logs",
            "30d",
            Forms.duration(Duration.ofHours(1), Duration.ofDays(3660)),
            "How long kernel log lines and events are kept.");
    static final Section STORE = Section.always(
            "store", "What is kept, where and for how long.", STORE_PATH, DISK_BUDGET, KEEP_READINGS, KEEP_KERNEL_LOGS);

    static final Key<List<HostEntry>> HOST_LIST = Key.of(
            "hosts.list",
            "[]",
            EntryForms.HOSTS,
            "Hosts with their aliases; hosts that only a source names need no entry.");
    static final Key<Path> HOST_FILE =
            Key.absent("hosts.file", Forms.PATH, "YAML file with more hosts: a list like hosts.list.");
    static final Section HOSTS =
            Section.always("hosts", "Which hosts there are and what else they are called.", HOST_LIST, HOST_FILE);

    static final Key<Path> MODEL_PATH = Key.absent(
            "model.path", Forms.PATH, "File of the model that weighs the evidence; without it the built-in one.");
    static final Key<Path> LAB_TABLE = Key.absent(
            "model.lab_table",
            Forms.PATH,
            "Table that `dataset build` made; candidates learn from its part train and are measured on its part test.");
    static final Key<Path> CANDIDATES = Key.of(
            "model.candidates",
            "candidates",
            Forms.PATH,
            "Folder in which each candidate that is no worse than the model in use gets one of its own.");
    static final Section MODEL = Section.always("model", "The model.", MODEL_PATH, LAB_TABLE, CANDIDATES);

    static final Key<Path> SIGNALS_FILE = Key.absent(
            "signals.file",
            Forms.PATH,
            "YAML file with signals of your own, such as your service's latency or errors.");
    static final Section SIGNALS = Section.always("signals", "Signals beyond the built-in catalogue.", SIGNALS_FILE);
}

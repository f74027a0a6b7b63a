# SPDX-License-Identifier: Apache-2.0
"""What a capture shows: each signal of a host as a time series, its shift across the change, and kernel reports."""

import base64
import gzip
import json
import math
import re

import pack

CPUS = ("0", "1")
DISKS = ("vda", "pmem0")


def _cpu(mode):
    return tuple(f'node_cpu_seconds_total{{cpu="{cpu}",mode="{mode}"}}' for cpu in CPUS)


# Signal to the counters of which it is the rate.
RATES = {
    **{f"cpu_{mode}": _cpu(mode) for mode in ("system", "user", "softirq", "iowait")},
    "context_switches": ("node_context_switches_total",),
    "interrupts": ("node_intr_total",),
    "forks": ("node_forks_total",),
    "page_faults": ("node_vmstat_pgfault",),
    **{f"disk_{what}": tuple(f'node_disk_{what}_completed_total{{device="{disk}"}}' for disk in DISKS)
       for what in ("reads", "writes")},
    "tcp_opens": ("node_netstat_Tcp_ActiveOpens",),
    "tcp_segments": ("node_netstat_Tcp_OutSegs",),
    "tcp_retransmits": ("node_netstat_Tcp_RetransSegs",),
    "tcp_resets": ("node_netstat_Tcp_OutRsts",),
    "pressure_cpu": ("node_pressure_cpu_waiting_seconds_total",),
    "pressure_io": ("node_pressure_io_waiting_seconds_total",),
    "run_queue_wait": tuple(f'node_schedstat_waiting_seconds_total{{cpu="{cpu}"}}' for cpu in CPUS),
    **{f"{kind}s": (f"app_{kind}_duration_seconds_count",) for kind in ("request", "fsync", "mmap", "fork")},
    **{f"{kind}_errors": (f"app_{kind}_duration_seconds_errors",) for kind in ("request", "fsync", "mmap", "fork")},
}
# Signal to the gauge of which it is the mean.
LEVELS = {
    "slab_unreclaimable": "node_memory_SUnreclaim_bytes", "memory_available": "node_memory_MemAvailable_bytes",
    "percpu_memory": "node_memory_Percpu_bytes", "kernel_stack": "node_memory_KernelStack_bytes",
    "load1": "node_load1", "procs_blocked": "node_procs_blocked", "procs_running": "node_procs_running",
    "sockets": "node_sockstat_sockets_used", "tcp_established": "node_netstat_Tcp_CurrEstab",
    "files_open": "node_filefd_allocated", "threads_oldest_request": "app_request_oldest_seconds",
    "threads_oldest_fsync": "app_fsync_oldest_seconds", "threads_oldest_fork": "app_fork_oldest_seconds",
}
# Signal to the sum and the count of which it is the mean of what was done in a window.
MEANS = {
    f"{kind}_time": (f"app_{kind}_duration_seconds_sum", f"app_{kind}_duration_seconds_count")
    for kind in ("request", "fsync", "mmap", "fork")
}
GAUGES = frozenset(LEVELS.values())
WANTED = frozenset(key for keys in (*RATES.values(), *MEANS.values()) for key in keys) | GAUGES
# A share of the scrapes that should have come.
SILENCE = "silence"
SCRAPE_TIME = "scrape_time"
NAMES = (*RATES, *LEVELS, *MEANS, SCRAPE_TIME, SILENCE)
ERRORS = tuple(name for name in RATES if name.endswith("_errors"))

# First lines of reports as the kernel words them; a module's name may hold any of these words, a message not.
REPORT = re.compile(
    rb";(?:BUG: |WARNING: CPU: |Oops: |general protection fault|kernel BUG at |INFO: task \S+ blocked for more"
    rb"|rcu: INFO: rcu_|watchdog: BUG: |refcount_t: |list_(?:add|del) corruption|Kernel panic - )")


class Scrape:
    """The values of one scrape that signals are made of."""

    __slots__ = ("t", "duration_ms", "values")

    def __init__(self, t, duration_ms, body):
        self.t, self.duration_ms, self.values = t, duration_ms, {}
        for line in body.split("\n"):
            key, _, value = line.rpartition(" ")
            if key in WANTED:
                self.values[key] = float(value)


class Observation:
    """A capture read back: scrapes with an answer, and the instants of kernel reports."""

    def __init__(self, folder, meta):
        self.change_at, self.interval = meta["change_at_s"], meta["scrape_interval_s"]
        read = [Scrape(row["t"], row["duration_ms"], row["body"])
                for row in pack.unpack_scrapes(folder / "scrapes.jsonl.gz")]
        self.scrapes = first_boot([scrape for scrape in read if scrape.values])
        self.reports = report_times(folder / "netconsole.jsonl.gz")

    def shifts(self, before_s, after_s):
        """Signal to what it is after the change less what it was before; None where it cannot be told."""
        before = [each for each in self.scrapes if self.change_at - before_s <= each.t < self.change_at]
        after = [each for each in self.scrapes if self.change_at <= each.t < self.change_at + after_s]
        found = {name: difference(signal(name, before), signal(name, after)) for name in NAMES if name != SILENCE}
        found[SILENCE] = max(0.0, 1 - len(after) * self.interval / after_s)
        return found

    def reports_between(self, low, high):
        return sum(self.change_at + low <= t < self.change_at + high for t in self.reports)


def first_boot(scrapes):
    """The scrapes up to a reboot, after which uptime and counters begin again."""
    for i in range(1, len(scrapes)):
        if scrapes[i].t < scrapes[i - 1].t:
            return scrapes[:i]
    return scrapes


def report_times(file):
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return [row["at"] for row in found if REPORT.search(base64.b64decode(row["datagram"]))]


def difference(before, after):
    return None if before is None or after is None else after - before


def signal(name, scrapes):
    """The signal over some scrapes; times are logarithms, so that a shift is a ratio."""
    if len(scrapes) < 2:
        return None
    if name in RATES:
        steps = [increase(scrapes, key) for key in RATES[name]]
        told = [step for step in steps if step is not None]
        return sum(told) / (scrapes[-1].t - scrapes[0].t) if told else None
    if name in LEVELS:
        values = [each.values[LEVELS[name]] for each in scrapes if LEVELS[name] in each.values]
        return sum(values) / len(values) if values else None
    if name == SCRAPE_TIME:
        return math.log(sum(each.duration_ms for each in scrapes) / len(scrapes) + 1)
    total, count = (increase(scrapes, key) for key in MEANS[name])
    return math.log(total / count) if total and count else None


def increase(scrapes, key):
    """How much a counter grew from the first scrape to the last."""
    first, last = scrapes[0].values.get(key), scrapes[-1].values.get(key)
    return None if first is None or last is None else last - first

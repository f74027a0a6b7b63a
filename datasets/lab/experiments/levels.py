# SPDX-License-Identifier: Apache-2.0
"""What a plan chooses from: faults and their doses, workloads, windows, disturbances."""

from typing import NamedTuple

# The guest's programs run at 10 to 14 s of uptime, at 30 s where a crash kernel is loaded.
READY_S = 16

# Family, name of the dose, values from what no signal shows to what none can miss. Errors and drops hit each n-th call,
# with an n for which the usual rate of calls gives so many a minute.
SILENT = {
    "latency": ("microseconds a call", (1, 16, 250, 4000)),
    "leak-slab": ("bytes a call", (16, 192, 2048, 32768)),
    "wrong-error": ("a minute", (0.7, 5, 32, 200)),
    "drop": ("a minute", (0.7, 5, 32, 200)),
    "slow-wait": ("microseconds a call", (200, 1800, 16000, 150000)),
}

# Family to what is passed to the module; the body runs in the first call after each gap, the first gap before it.
LOUD = {
    "null-dereference": ({"gap_ms": 8000}, {"gap_ms": 15000, "start_after_ms": 20000}),
    "use-after-free": ({"gap_ms": 5000},),
    "double-free": ({"gap_ms": 8000},),
    "warn-single": ({"gap_ms": 10000}, {"gap_ms": 3000, "start_after_ms": 15000}),
    "warn-flood": ({"gap_ms": 500}, {"gap_ms": 6000}, {"gap_ms": 1000, "heal_after_ms": 30000}),
    "leak-percpu": ({"dose": 64}, {"dose": 4096}, {"dose": 4096, "ramp_ms": 40000}),
    "leak-socket": ({"gap_ms": 2000}, {"gap_ms": 10000}),
    "lock-contention": ({"dose": 2000}, {"dose": 30000}, {"dose": 30000, "heal_after_ms": 30000}),
    "lock-across": ({},),
    "missing-unlock": ({"dose": 5}, {"dose": 30}),
    "hung-task": ({"dose": 45000, "gap_ms": 5000, "limit": 2},),
    "sleep-in-atomic": ({"gap_ms": 6000},),
    "list-corruption": ({"gap_ms": 10000, "limit": 1},),
    "refcount": ({"gap_ms": 5000},),
    "rcu-stall": ({"dose": 14000, "gap_ms": 10000, "limit": 2},),
    "soft-lockup": ({"dose": 14000, "gap_ms": 10000, "limit": 2},),
    "softirq-hog": ({"dose": 300}, {"dose": 1500}, {"dose": 1500, "ramp_ms": 40000}),
    "corruption": ({"gap_ms": 3000, "only": "app-"}, {"gap_ms": 20000, "only": "app-"}),
    "panic": ({"gap_ms": 10000, "limit": 1},),
}

# Requests, journal writes, mappings and children a second.
WORKLOADS = {
    "requests": (16, 2, 1.5, .4),
    "journal": (5, 9, 1.5, .4),
    "children": (5, 1.5, 4, 3),
}
LEVELS = (.5, .8, 1.3)


class Pace(NamedTuple):
    """How a wave is observed: seconds before and after the change, seconds between scrapes, by which clock."""

    before_s: int
    after_s: int
    interval_s: int
    time: str = "instructions"


class Shape(NamedTuple):
    """Who is in a wave: how many silent doses, how many of the loud faults, benign hosts by patch, controls."""

    doses: int
    loud: int
    benign: tuple
    controls: int
    specials: int = 1
    deep: int = 0


class PlannedWave(NamedTuple):
    """Of which part a wave is, who is in it and how it is observed."""

    part: str
    shape: Shape
    pace: Pace


DOSE_HOSTS, DEEP_HOSTS, LOUD_HOSTS = 5, 20, 2
BENIGN = (5, 1, 1, 1)
TRAIN, TEST, VALIDATION = Shape(5, 2, BENIGN, 20), Shape(6, 3, BENIGN, 20), Shape(4, 2, BENIGN, 20)
# Deep waves have one dose on 20 hosts and one benign patch on 10, with 40 controls.
DEEP = {"deep": 1, "benign": (10, 1, 1), "controls": 40}
REAL = {"loud": 1, "benign": (5, 1), "specials": 0}

# The order of the waves. Test has 8 silent doses, train 8, validation 4; in 14 waves each is on 20 hosts or more. A
# scrape takes as much of the machine as 3 s of load, so the shortest interval goes with a short window, and the waves
# with most hosts have cheap paces. Real time takes its length by the wall, so those waves are small, short and last.
SCHEDULE = (
    PlannedWave("train", TRAIN, Pace(270, 90, 15)),
    PlannedWave("test", TEST, Pace(60, 90, 5)),
    PlannedWave("validation", VALIDATION, Pace(180, 60, 15)),
    PlannedWave("train", TRAIN._replace(**DEEP), Pace(180, 60, 15)),
    PlannedWave("test", TEST._replace(**DEEP), Pace(180, 60, 15)),
    PlannedWave("train", TRAIN, Pace(60, 90, 5)),
    PlannedWave("validation", VALIDATION._replace(**DEEP), Pace(60, 90, 5)),
    PlannedWave("test", TEST, Pace(90, 90, 5)),
    PlannedWave("train", TRAIN, Pace(600, 600, 15)),
    PlannedWave("test", TEST, Pace(120, 120, 5)),
    PlannedWave("validation", VALIDATION, Pace(300, 300, 15)),
    PlannedWave("train", TRAIN, Pace(60, 90, 2)),
    PlannedWave("test", TEST._replace(doses=4, **REAL), Pace(60, 90, 5, "real")),
    PlannedWave("train", TRAIN._replace(doses=3, **REAL), Pace(60, 90, 5, "real")),
    # Measured when the judge, the model and every bound were settled.
    PlannedWave("test", Shape(5, 2, (10, 5, 1), 24), Pace(180, 60, 5)),
)
WARM_UP_S = 120
MEMORIES = (384, 512, 768)
DISTURBANCES = (
    "load-shift", "neighbour", "backup", "memory-pressure", "sick", "scrapes-lost", "scrape-gap", "clock-step",
    "clock-drift", "planned-reboot", "tracing",
)
# What a monitoring tool may have a probe on.
TRACED = ("vfs_read", "vfs_open", "tcp_v4_rcv", "kernel_clone", "vm_mmap_pgoff")
SPECIALS = ("stalled", "reverted", "forced", "refused", "mixed")
HELD_S = {"stalled": 60, "reverted": 80, "forced": 80}

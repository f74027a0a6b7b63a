# SPDX-License-Identifier: Apache-2.0
"""What a plan chooses from: faults and their doses, workloads, windows, disturbances."""

# The guest's programs run at 10 to 14 s of uptime, at 30 s where a crash kernel is loaded.
READY_S = 16

# Family, name of the dose, values. Errors and drops hit each n-th call, with an n for which the usual rate of calls
# gives so many a minute.
SILENT = {
    "latency": ("microseconds a call", (10, 60, 350, 2000)),
    "leak-slab": ("bytes a call", (32, 512, 4096, 32768)),
    "wrong-error": ("a minute", (0.7, 3, 12, 60)),
    "drop": ("a minute", (0.7, 3, 12, 60)),
    "slow-wait": ("microseconds a call", (300, 2500, 20000, 150000)),
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
    "requests": (24, 3, 2, .6),
    "journal": (6, 14, 2, .6),
    "children": (6, 2, 6, 5),
}
LEVELS = (.6, 1, 1.6)

# Seconds before and after; the third column is how many cards of the deck have it.
WINDOWS = ((60, 90, 6), (90, 90, 3), (180, 60, 5), (270, 90, 2), (120, 120, 3), (300, 300, 2), (600, 600, 1))
WARM_UP_S = 60
INTERVALS = (2, 5, 15)
MEMORIES = (384, 512, 768)
DISTURBANCES = (
    "load-shift", "neighbour", "backup", "memory-pressure", "sick", "scrapes-lost", "scrape-gap", "clock-step",
    "clock-drift", "planned-reboot",
)
SPECIALS = ("stalled", "reverted", "forced", "refused", "mixed")
HELD_S = {"stalled": 60, "reverted": 80, "forced": 80}

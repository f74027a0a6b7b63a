# SPDX-License-Identifier: Apache-2.0
"""What a host of a plan has of its own, drawn without a look at its patch."""

from .decks import Deck
from .levels import DISTURBANCES, MEMORIES, READY_S, TRACED

# Scrapes that a recording still has when a gap is over: of one that ends in silence nobody can say how it went on.
SCRAPES_AFTER_GAP = 4


class HostDecks:
    """The decks of what belongs to a host, the same cards for each class of hosts."""

    def __init__(self, chance):
        self.chance = chance
        self.memory = Deck(MEMORIES, chance)
        self.disturbance = Deck([None] * 15 + list(DISTURBANCES), chance)
        self.at_change = Deck([True] + [False] * 5, chance)
        self.crash_kernel = Deck([True] + [False] * 11, chance)
        self.comes_back = Deck((True, False), chance)
        self.late_module = Deck((True, False, False), chance)

    def draw(self, wave):
        """What a host has of its own, drawn without a look at its patch."""
        crash_kernel = self.crash_kernel.deal()
        host = {
            "seed": self.chance.randrange(1, 30000),
            "memory_mib": 768 if crash_kernel else self.memory.deal(),
            "crash_kernel": crash_kernel,
            "comes_back": self.comes_back.deal(),
            "change_at_s": wave["change_at_s"] + round(self.chance.uniform(0, wave["scrape_interval_s"]), 2),
        }
        starts = READY_S + wave["windows"]["warm_up_s"]
        ends = host["change_at_s"] + wave["windows"]["after_s"]
        late = self.late_module.deal()
        host["late_module_at_s"] = round(self.chance.uniform(starts, ends - 5), 1) if late else None
        host["disturbances"] = self._disturbances(host, starts, ends, wave["scrape_interval_s"])
        return host

    def _disturbances(self, host, starts, ends, interval):
        kind = self.disturbance.deal()
        if kind is None:
            return []
        if kind == "planned-reboot":
            host["comes_back"] = True
            starts = host["change_at_s"]  # before it, there would be no patch left to look at
        at = host["change_at_s"] if self.at_change.deal() else self.chance.uniform(starts, ends - 10)
        lasts = round(self.chance.uniform(20, max(30, (ends - starts) / 2)))
        percent = {"neighbour": (25, 45, 70), "sick": (2, 8), "scrapes-lost": (10, 30)}
        detail = {"kind": kind, "starts_at_s": round(at, 1), "lasts_s": lasts}
        if kind in percent:
            detail["percent"] = self.chance.choice(percent[kind])
        elif kind == "load-shift":
            detail["factor"] = self.chance.choice((.5, .7, 1.4, 2))
        elif kind == "memory-pressure":
            detail["mib"] = round(host["memory_mib"] * self.chance.choice((.25, .4)))
        elif kind == "scrape-gap":
            latest = ends - lasts - SCRAPES_AFTER_GAP * interval
            detail["starts_at_s"] = max(starts, min(detail["starts_at_s"], round(latest, 1)))
        elif kind == "tracing":
            detail["function"] = self.chance.choice(TRACED)
        elif kind == "clock-step":
            detail["seconds"] = self.chance.choice((-90, -7, 5, 60))
        elif kind == "clock-drift":
            detail["ppm"] = self.chance.choice((-20000, -1000, 1000, 20000))
        return [detail]

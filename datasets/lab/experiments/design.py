# SPDX-License-Identifier: Apache-2.0
"""The plan: which experiments are run, drawn from a seed.

The unit is a wave: hosts that share kernel, workload, load level, rhythm, windows and scrape interval, as hosts of one
stratum do. Each wave has patched hosts with harmful and with benign modules, and controls; so nothing that belongs to
the wave can tell them apart. A wave belongs to one part of the data (train, validation, test), with its families, its
functions and all of its controls. What belongs to a host (memory, disturbances, crash kernel, ...) comes from decks
that are dealt to harmful, benign and control hosts of each part: every class gets the same cards. A prefix of a plan is
a plan.
"""

import collections
import itertools
import random

from . import modules
from .decks import Deck
from .hosts import HostDecks
from .levels import DEEP_HOSTS, DOSE_HOSTS, LEVELS, LOUD_HOSTS, READY_S, SCHEDULE, WARM_UP_S, WORKLOADS
from .parts import PARTS
from .treatments import Treatments


class Settings:
    """Deals what the hosts of a wave share; each part has decks of its own, so that parts differ by chance alone."""

    def __init__(self, chance, series, warm_up):
        self.chance, self.warm_up = chance, warm_up
        turned = chance.sample(list(series), len(series))
        # Each part goes through the kernels in the same order from another one on: the first waves have them all.
        self.series = {part: itertools.cycle(turned[shift % len(turned):] + turned[:shift % len(turned)])
                       for shift, part in enumerate(PARTS)}
        self.workload = {part: Deck(WORKLOADS, chance) for part in PARTS}
        self.level = {part: Deck(LEVELS, chance) for part in PARTS}

    def draw(self, number, planned):
        pace, part = planned.pace, planned.part
        name, level = self.workload[part].deal(), self.level[part].deal()
        names = ("requests", "fsyncs", "mmaps", "forks")
        rates = {key: round(rate * level, 2) for key, rate in zip(names, WORKLOADS[name])}
        return {
            "wave": f"w{number:03d}", "part": part, "kernel": next(self.series[part]),
            "vcpus": 2 if pace.time == "real" else 1, "time": pace.time, "scrape_interval_s": pace.interval_s,
            "windows": {"warm_up_s": self.warm_up, "before_s": pace.before_s, "after_s": pace.after_s},
            "change_at_s": READY_S + self.warm_up + pace.before_s,
            "workload": {"name": name, "level": level, **rates, "phase": self.chance.randrange(1, 1000)},
        }


class Balance:
    """Gives each function of a part its share of benign patches, so that what is patched tells nothing about harm."""

    def __init__(self):
        self.harmful, self.benign = collections.Counter(), collections.Counter()

    def choose(self, functions, hosts):
        """Of a wave's harmfully patched functions one that has no benign host yet, or lacks most of them."""
        share = (sum(self.benign.values()) + hosts) / sum(self.harmful.values())
        # Where many hosts are dealt, the function that is short of most; of single ones, first one that has none.
        lacking = {name: share * self.harmful[name] - self.benign[name] for name in functions}
        chosen = max(functions, key=lambda name: (hosts == 1 and self.benign[name] == 0, lacking[name]))
        self.benign[chosen] += hosts
        return chosen


class Members:
    """Draws who is in a wave of one part, as (class, patch) pairs."""

    def __init__(self, part, chance):
        self.treatments, self.balance, self.chance = Treatments(part, chance), Balance(), chance
        self.kinds = Deck(("sham", "sham", "sham", "none"), chance)

    def draw(self, shape, series):
        self.treatments.series = series
        found = self._patched(shape)
        found += [("special", self.treatments.special_patch()) for _ in range(shape.specials)]
        found += [("control", self.treatments.control(self.kinds.deal())) for _ in range(shape.controls)]
        self.chance.shuffle(found)
        return found

    def _patched(self, shape):
        deals = [(self.treatments.silent_dose, DOSE_HOSTS)] * shape.doses
        deals += [(self.treatments.deep_dose, DEEP_HOSTS)] * shape.deep
        deals += [(self.treatments.loud_fault, LOUD_HOSTS)] * shape.loud
        found, functions = [], []
        for deal, hosts in deals:
            patch = deal()
            functions.append(modules.by_name(patch["module"]).at)
            self.balance.harmful[functions[-1]] += hosts
            found += [("harmful", patch)] * hosts
        for hosts in shape.benign:
            found += [("benign", self.treatments.benign_patch(self.balance.choose(functions, hosts)))] * hosts
        return found


def plan(seed, waves, series, warm_up=WARM_UP_S):
    """The experiments of a plan, in the order in which they are to be run."""
    chance = random.Random(seed)
    settings, members = Settings(chance, series, warm_up), {part: Members(part, chance) for part in PARTS}
    classes = ("harmful", "benign", "control", "special")
    decks = {(part, name): HostDecks(chance) for part in PARTS for name in classes}
    found, panics = [], itertools.count()
    for number in range(1, waves + 1):
        planned = SCHEDULE[(number - 1) % len(SCHEDULE)]
        wave = settings.draw(number, planned)
        drawn = members[planned.part].draw(planned.shape, wave["kernel"])
        for position, (name, patch) in enumerate(drawn, 1):
            host = decks[planned.part, name].draw(wave)
            if name == "harmful" and patch["fault"]["family"] == "panic":
                # With and without a dump in turn: a card in twelve would leave that to chance.
                host.update(crash_kernel=next(panics) % 2 == 0, memory_mib=768)
            found.append({"id": f"{wave['wave']}-{position:03d}", **wave, **host, "transition": "plain", **patch})
    return found

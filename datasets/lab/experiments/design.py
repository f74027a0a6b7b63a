# SPDX-License-Identifier: Apache-2.0
"""The plan: which experiments are run, drawn from a seed.

The unit is a wave: hosts that share kernel, workload, load level, rhythm, windows and scrape interval, as hosts of one
stratum do. Each wave has patched hosts with harmful and with benign modules, and controls; so nothing that belongs to
the wave can tell them apart. What belongs to a host (memory, disturbances, crash kernel, ...) comes from decks that
are dealt to harmful, benign and control hosts each: every class gets the same cards. A prefix of a plan is a plan.
"""

import collections
import itertools
import random

from . import modules
from .levels import (
    DISTURBANCES, HELD_S, LEVELS, LOUD, MEMORIES, PACES, READY_S, SILENT, SPECIALS, TRACED, WARM_UP_S, WORKLOADS,
)


class Deck:
    """Cards that are dealt in random order, each as often as the others; shuffled again when all were dealt."""

    def __init__(self, cards, chance):
        self.cards, self.chance, self.left = list(cards), chance, []

    def deal(self):
        if not self.left:
            self.left = list(self.cards)
            self.chance.shuffle(self.left)
        return self.left.pop()


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
        host["disturbances"] = self._disturbances(host, starts, ends)
        return host

    def _disturbances(self, host, starts, ends):
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
        elif kind == "tracing":
            detail["function"] = self.chance.choice(TRACED)
        elif kind == "clock-step":
            detail["seconds"] = self.chance.choice((-90, -7, 5, 60))
        elif kind == "clock-drift":
            detail["ppm"] = self.chance.choice((-20000, -1000, 1000, 20000))
        return [detail]


class Patches:
    """Deals what is loaded: families and doses, and for each the modules that have it."""

    def __init__(self, chance):
        self.chance, self.module_decks, self.series = chance, {}, None
        doses = [(family, number) for family, (_, values) in SILENT.items() for number in range(len(values))]
        self.silent = Deck(doses, chance)
        self.loud = Deck([(family, words) for family, all_words in LOUD.items() for words in all_words], chance)
        self.everyone = Deck((True, False), chance)
        self.special = Deck(SPECIALS, chance)

    def _module(self, key, choose):
        found = [module for module in modules.read() if choose(module) and module.is_called_on(self.series)]
        key = key, tuple(found)  # kernels on which the same functions are called share a deck
        if key not in self.module_decks:
            self.module_decks[key] = Deck(found, self.chance)
        return self.module_decks[key].deal()

    def of_family(self, family):
        return self._module(family, lambda module: module.kind == "livepatch" and module.body == family)

    def benign(self, at):
        return self._module(f"benign {at}", lambda module: module.at == at and module.is_benign)

    def sham(self):
        return self._module("sham", lambda module: module.kind == "sham")

    def silent_dose(self):
        family, number = self.silent.deal()
        unit, values = SILENT[family]
        module, value = self.of_family(family), values[number]
        parameters = {"dose": value} if unit.endswith("call") else {"every": every(module, value)}
        return self._patch(module, family, parameters, f"{value:g} {unit}")

    def loud_fault(self):
        family, words = self.loud.deal()
        module = self.of_family(family)
        parameters = dict(words)
        # Half of the faults spare node_exporter and the agent, where the workload calls the function at all.
        if "only" not in parameters and self.everyone.deal() and modules.targets()[module.at].by_workload == "1":
            parameters["only"] = "app-"
        shown = " ".join(f"{key}={value}" for key, value in sorted(words.items()))
        return self._patch(module, family, parameters, shown or "as it is")

    def benign_patch(self, at):
        """A harmless patch of the same function: what is patched tells nothing about harm."""
        module = self.benign(at)
        parameters = {"dose": self.chance.choice((5, 50, 300))} if module.body == "cost" else {}
        return {"module": module.name, "parameters": parameters, "label": "benign", "fault": None}

    def special_patch(self):
        """A transition that stalls, is reverted or forced, a module that the kernel refuses, or two patches in turn."""
        kind = self.special.deal()
        if kind == "refused":
            module = self._module(kind, lambda module: module.kind in modules.REFUSED_KINDS)
            return {"module": module.name, "parameters": {}, "label": "refused", "fault": None}
        if kind == "mixed":
            return self._replaced_patch()
        module = self.benign("kernel_clone")  # in which the parent of a vfork() waits
        return {"module": module.name, "parameters": {}, "label": "stalled", "fault": None, "transition": kind,
                "held_s": HELD_S[kind]}

    def _replaced_patch(self):
        """A harmful patch, and half a window later a benign one that replaces it (klp_patch.replace)."""
        module = self._module("mixed", lambda each: each.is_harmful and each.replace and each.body in SILENT)
        unit, values = SILENT[module.body]
        parameters = {"dose": values[-1]} if unit.endswith("call") else {"every": every(module, values[-1])}
        patch = self._patch(module, module.body, parameters, f"{values[-1]:g} {unit}")
        second = self.benign(module.at).name
        return {**patch, "label": "mixed", "transition": "mixed", "second": second}

    def _patch(self, module, family, parameters, shown):
        fault = {"family": family, "parameters": shown}
        return {"module": module.name, "parameters": parameters, "label": "harmful", "fault": fault}


def every(module, a_minute):
    """The n for which each n-th call of the module's function is so many a minute."""
    return max(1, round(60 * float(modules.targets()[module.at].calls_per_s) / a_minute))


class Waves:
    """Deals what the hosts of a wave share."""

    def __init__(self, chance, series, warm_up):
        self.chance, self.warm_up = chance, warm_up
        self.series = Deck(series, chance)
        self.workload, self.level = Deck(WORKLOADS, chance), Deck(LEVELS, chance)
        self.pace = Deck([pace for pace in PACES for _ in range(pace.cards)], chance)

    def draw(self, number):
        pace = self.pace.deal()
        name, level = self.workload.deal(), self.level.deal()
        names = ("requests", "fsyncs", "mmaps", "forks")
        rates = {key: round(rate * level, 2) for key, rate in zip(names, WORKLOADS[name])}
        return {
            "wave": f"w{number:03d}", "kernel": self.series.deal(), "vcpus": 2 if pace.time == "real" else 1,
            "time": pace.time, "scrape_interval_s": pace.interval_s,
            "windows": {"warm_up_s": self.warm_up, "before_s": pace.before_s, "after_s": pace.after_s},
            "change_at_s": READY_S + self.warm_up + pace.before_s,
            "workload": {"name": name, "level": level, **rates, "phase": self.chance.randrange(1, 1000)},
        }


# Who is in a wave besides the benign hosts: what deals a harmful patch, and how many hosts get it.
HARMFUL = (("silent_dose", 5), ("silent_dose", 5), ("loud_fault", 2))
BENIGN, BENIGN_PATCHES = 4, 2
CONTROLS = ("sham", "sham", "sham", "none")


class Balance:
    """Gives each function its share of benign patches, so that what is patched tells nothing about harm."""

    def __init__(self):
        self.harmful, self.benign = collections.Counter(), collections.Counter()
        self.share = BENIGN / sum(count for _, count in HARMFUL)

    def choose(self, functions):
        """Of the functions that were patched harmfully in a wave one that has no benign host, or lacks most of them."""
        lacking = {name: self.share * self.harmful[name] - self.benign[name] for name in functions}
        chosen = max(functions, key=lambda name: (self.benign[name] == 0, lacking[name]))
        self.benign[chosen] += BENIGN // BENIGN_PATCHES
        return chosen


def patched(patches, balance):
    """(class, patch) of the patched hosts of a wave."""
    members, functions = [], []
    for deal, count in HARMFUL:
        patch = getattr(patches, deal)()
        functions.append(modules.by_name(patch["module"]).at)
        balance.harmful[functions[-1]] += count
        members += [("harmful", patch)] * count
    for _ in range(BENIGN_PATCHES):
        members += [("benign", patches.benign_patch(balance.choose(functions)))] * (BENIGN // BENIGN_PATCHES)
    return members


def plan(seed, waves, series, warm_up=WARM_UP_S):
    """The experiments of a plan, in the order in which they are to be run."""
    chance = random.Random(seed)
    patches, contexts, balance = Patches(chance), Waves(chance, series, warm_up), Balance()
    decks = {name: HostDecks(chance) for name in ("harmful", "benign", "control", "special")}
    found, panics = [], itertools.count()
    for number in range(1, waves + 1):
        wave = contexts.draw(number)
        patches.series = wave["kernel"]
        members = patched(patches, balance)
        if number % 2 == 0:
            members.append(("special", patches.special_patch()))
        members += [("control", control(patches, kind)) for kind in CONTROLS]
        chance.shuffle(members)
        for position, (name, patch) in enumerate(members, 1):
            host = decks[name].draw(wave)
            if name == "harmful" and patch["fault"]["family"] == "panic":
                # With and without a dump in turn: a card in twelve would leave that to chance.
                host.update(crash_kernel=next(panics) % 2 == 0, memory_mib=768)
            found.append({"id": f"{wave['wave']}-{position:02d}", **wave, **host, "transition": "plain", **patch})
    return found


def control(patches, kind):
    module = patches.sham().name if kind == "sham" else None
    return {"module": module, "parameters": {}, "label": "benign", "fault": None, "control": kind}

# SPDX-License-Identifier: Apache-2.0
"""What is loaded into the hosts of a part: families and doses, and for each the modules that have it."""

from . import modules
from .decks import Deck, Fewest
from .levels import HELD_S, LOUD, SILENT, SPECIALS
from .parts import FAMILIES, FUNCTIONS, TRANSITION_AT, part_of


class Treatments:
    """Deals the patches of one part of the data; all its families and functions are of that part."""

    def __init__(self, part, chance):
        self.part, self.chance, self.module_decks, self.series = part, chance, {}, None
        doses = [(family, number) for family in self._families(SILENT) for number in range(len(SILENT[family][1]))]
        # The dose that one large wave has on twenty hosts: neither the least nor the most of its family.
        self.deep = chance.choice([dose for dose in doses if dose[1] in (1, 2)])
        self.silent = Fewest([dose for dose in doses if dose != self.deep], chance)
        self.loud = Fewest(self._families(LOUD), chance)
        self.words = {family: Deck(LOUD[family], chance) for family in self._families(LOUD)}
        self.everyone = Deck((True, False), chance)
        self.special = Fewest([kind for kind in SPECIALS if kind != "mixed" or self._has(is_mixed)], chance)

    def _families(self, families):
        return [family for family in families if part_of(FAMILIES, family) == self.part]

    def _fits(self, module):
        return part_of(FUNCTIONS, module.at) == self.part

    def _has(self, choose):
        return any(choose(module) and self._fits(module) and (self.series is None or module.is_called_on(self.series))
                   for module in modules.read())

    def _module(self, key, choose):
        found = [module for module in modules.read() if choose(module) and module.is_called_on(self.series)]
        key = key, tuple(found)  # kernels on which the same functions are called share a deck
        if key not in self.module_decks:
            self.module_decks[key] = Deck(found, self.chance)
        return self.module_decks[key].deal()

    def _of_family(self, family):
        return self._module(family, lambda module: is_of(module, family) and self._fits(module))

    def _benign(self, at):
        return self._module(f"benign {at}", lambda module: module.at == at and module.is_benign)

    def silent_dose(self):
        return self._silent(*self.silent.deal())

    def deep_dose(self):
        return self._silent(*self.deep)

    def _silent(self, family, number):
        unit, values = SILENT[family]
        module, value = self._of_family(family), values[number]
        return patch(module, family, dose_parameters(module, unit, value), f"{value:g} {unit}")

    def loud_fault(self):
        family = self.loud.deal(lambda each: self._has(lambda module: is_of(module, each)))
        words = self.words[family].deal()
        module = self._of_family(family)
        parameters = dict(words)
        # Half of the faults spare node_exporter and the agent, where the workload calls the function at all.
        if "only" not in parameters and self.everyone.deal() and modules.targets()[module.at].by_workload == "1":
            parameters["only"] = "app-"
        shown = " ".join(f"{key}={value}" for key, value in sorted(words.items()))
        return patch(module, family, parameters, shown or "as it is")

    def benign_patch(self, at):
        """A harmless patch of the same function: what is patched tells nothing about harm."""
        module = self._benign(at)
        parameters = {"dose": self.chance.choice((5, 50, 300))} if module.body == "cost" else {}
        return {"module": module.name, "parameters": parameters, "label": "benign", "fault": None}

    def control(self, kind):
        module = self._module("sham", lambda module: module.kind == "sham").name if kind == "sham" else None
        return {"module": module, "parameters": {}, "label": "benign", "fault": None, "control": kind}

    def special_patch(self):
        """A transition that stalls, is reverted or forced, a module that the kernel refuses, or two patches in turn."""
        kind = self.special.deal()
        if kind == "refused":
            module = self._module(kind, lambda module: module.kind in modules.REFUSED_KINDS and self._fits(module))
            return {"module": module.name, "parameters": {}, "label": "refused", "fault": None}
        if kind == "mixed":
            return self._replaced_patch()
        return {"module": self._benign(TRANSITION_AT).name, "parameters": {}, "label": "stalled", "fault": None,
                "transition": kind, "held_s": HELD_S[kind]}

    def _replaced_patch(self):
        """A harmful patch, and half a window later a benign one that replaces it (klp_patch.replace)."""
        module = self._module("mixed", lambda each: is_mixed(each) and self._fits(each))
        unit, values = SILENT[module.body]
        first = patch(module, module.body, dose_parameters(module, unit, values[-1]), f"{values[-1]:g} {unit}")
        return {**first, "label": "mixed", "transition": "mixed", "second": self._benign(module.at).name}


def is_of(module, family):
    return module.kind == "livepatch" and module.body == family


def is_mixed(module):
    """Whether a module can be the first of two: only one of a family and function of the same part can."""
    if not (module.is_harmful and module.replace and module.body in SILENT):
        return False
    return part_of(FAMILIES, module.body) == part_of(FUNCTIONS, module.at)


def patch(module, family, parameters, shown):
    fault = {"family": family, "parameters": shown}
    return {"module": module.name, "parameters": parameters, "label": "harmful", "fault": fault}


def dose_parameters(module, unit, value):
    return {"dose": value} if unit.endswith("call") else {"every": every(module, value)}


def every(module, a_minute):
    """The n for which each n-th call of the module's function is so many a minute."""
    return max(1, round(60 * float(modules.targets()[module.at].calls_per_s) / a_minute))

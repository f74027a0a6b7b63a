# SPDX-License-Identifier: Apache-2.0
import collections
import re
import struct
import unittest

from experiments import levels, modules

SLEEPING = {"slow-wait", "lock-contention", "lock-across", "missing-unlock", "hung-task", "leak-socket",
            "sleep-in-atomic", "corruption", "panic", "rcu-stall", "soft-lockup"}


class ModulesTest(unittest.TestCase):
    def setUp(self):
        self.patches = [module for module in modules.read() if module.kind == "livepatch"]

    def test_has_enough_modules_functions_and_subsystems(self):
        self.assertGreaterEqual(len(self.patches), 30)
        at = {module.at for module in self.patches}
        self.assertGreaterEqual(len(at), 12)
        self.assertGreaterEqual(len({modules.targets()[name].subsystem for name in at}), 5)

    def test_names_tell_nothing(self):
        for module in modules.read():
            self.assertRegex(module.name, r"\Alivepatch_\d{3}\Z")
        order = [module.is_harmful for module in self.patches]
        changes = sum(a != b for a, b in zip(order, order[1:]))
        self.assertGreater(changes, len(order) / 4, "harmful modules are not mixed among benign ones")

    def test_every_function_has_harmful_and_benign_modules(self):
        kinds = collections.defaultdict(set)
        for module in self.patches:
            kinds[module.at].add(module.is_harmful)
        self.assertEqual({name: {True, False} for name in kinds}, dict(kinds))

    def test_no_two_modules_share_a_function_and_a_fault(self):
        seen = set()
        for module in filter(lambda module: module.is_harmful, self.patches):
            for function in module.functions:
                self.assertNotIn((module.body, function), seen, module.name)
                seen.add((module.body, function))

    def test_shape_is_the_same_for_harmful_and_benign_modules_of_a_function(self):
        shapes = collections.defaultdict(set)
        for module in self.patches:
            shapes[module.at].add((len(module.functions), module.replace, module.callbacks, module.shadow))
        self.assertEqual([name for name, found in shapes.items() if len(found) > 1], [])

    def test_every_family_of_the_plan_has_modules_on_two_functions(self):
        for family in (*levels.SILENT, *levels.LOUD):
            self.assertGreaterEqual(len({module.at for module in self.patches if module.body == family}), 2, family)

    def test_bodies_that_sleep_stand_where_sleeping_is_allowed(self):
        for module in self.patches:
            target = modules.targets()[module.at]
            if module.body in SLEEPING:
                self.assertEqual(target.context, "task", module.name)
            if module.body == "drop":
                self.assertTrue(target.skb, module.name)
            if module.body == "corruption":
                self.assertTrue(target.buffer, module.name)

    def test_every_body_is_known_to_the_c_source(self):
        known = (modules.PATCHES / "livepatch.h").read_text(encoding="utf-8")
        for module in modules.read():
            self.assertRegex(known, rf"\bcase {module.body.upper().replace('-', '_')}:")

    def test_source_replaces_each_function_and_has_the_body_at_one(self):
        module = next(module for module in self.patches if len(module.functions) > 2)
        text = modules.source(module)
        for name in module.functions:
            self.assertIn(f"PATCH({name})", text)
        self.assertEqual(re.findall(r"DEFINE_REPLACEMENT_WITH_BODY\((\w+)", text), [module.at])

    def test_spoils_only_the_type_of_one_relocation(self):
        names = b"\0.rela.text\0.shstrtab\0"
        relocation = struct.pack("<QQq", 0, (7 << 32) | 2, 0)
        head = bytearray(64)
        struct.pack_into("<Q", head, 0x28, 64 + len(relocation) + len(names))
        struct.pack_into("<HHH", head, 0x3A, 64, 2, 1)
        sections = struct.pack("<IIQQQQIIQQ", 1, 4, 0, 0, 64, 24, 0, 0, 0, 0)
        sections += struct.pack("<IIQQQQIIQQ", 12, 3, 0, 0, 64 + len(relocation), len(names), 0, 0, 0, 0)
        elf = bytes(head) + relocation + names + sections
        spoilt = modules.with_unknown_relocation(elf)
        self.assertEqual([i for i in range(len(elf)) if elf[i] != spoilt[i]], [64 + 8])
        self.assertEqual(spoilt[64 + 8], 250)

# SPDX-License-Identifier: Apache-2.0
import collections
import unittest

from experiments import design, levels, modules, split, tables
from experiments.parts import FAMILIES, FUNCTIONS, PARTS, TRANSITION_AT
from experiments.progress import Failed


class SplitTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        plan = design.plan(264, len(levels.SCHEDULE), ("5.10", "6.1", "6.12"))
        cls.metas = [tables.planned(each) for each in plan]
        cls.parts = {name: part for name, (part, _) in split.split(cls.metas).items()}

    def parts_by(self, key, chosen=lambda meta: True):
        found = collections.defaultdict(set)
        for meta in filter(chosen, self.metas):
            found[key(meta)].add(self.parts[meta["id"]])
        return found

    def test_every_capture_is_in_one_part(self):
        self.assertEqual(sorted(self.parts), sorted(meta["id"] for meta in self.metas))
        self.assertEqual(set(self.parts.values()), set(PARTS))

    def test_every_wave_is_in_one_part_with_its_controls(self):
        found = self.parts_by(lambda meta: meta["design"]["wave"])
        self.assertEqual({len(parts) for parts in found.values()}, {1})

    def test_every_family_is_in_one_part(self):
        found = self.parts_by(lambda meta: meta["fault"]["family"], lambda meta: meta["fault"])
        self.assertEqual(len(found), len(levels.SILENT) + len(levels.LOUD))
        self.assertEqual({len(parts) for parts in found.values()}, {1})

    def test_every_function_is_in_one_part_but_that_of_transitions_that_stall(self):
        found = self.parts_by(lambda meta: meta["patch"]["at"],
                              lambda meta: meta["patch"] and meta["label"] != "stalled")
        self.assertEqual({len(parts) for parts in found.values()}, {1})
        stalled = self.parts_by(lambda meta: meta["patch"]["at"], lambda meta: meta["label"] == "stalled")
        self.assertEqual(dict(stalled), {TRANSITION_AT: set(PARTS)})

    def test_test_holds_silent_and_loud_families_and_functions_that_train_never_saw(self):
        families = self.parts_by(lambda meta: meta["fault"]["family"], lambda meta: meta["label"] == "harmful")
        only = {name for name, parts in families.items() if parts == {"test"}}
        self.assertGreaterEqual(len(only & set(levels.SILENT)), 2)
        self.assertGreaterEqual(len(only & set(levels.LOUD)), 4)
        functions = self.parts_by(lambda meta: meta["patch"]["at"], lambda meta: meta["patch"])
        self.assertGreaterEqual(sum(parts == {"test"} for parts in functions.values()), 6)

    def test_each_family_has_a_module_at_a_function_of_its_part(self):
        for family in (*levels.SILENT, *levels.LOUD):
            at = {module.at for module in modules.read() if module.kind == "livepatch" and module.body == family}
            parts = {split.part_of(FUNCTIONS, name) for name in at}
            self.assertIn(split.part_of(FAMILIES, family), parts, family)

    def test_refuses_a_capture_with_a_family_or_a_function_of_another_part(self):
        meta = next(meta for meta in self.metas if meta["label"] == "harmful" and meta["design"]["part"] == "train")
        stray = {**meta, "fault": {"family": "drop", "parameters": ""}}
        with self.assertRaisesRegex(Failed, "drop"):
            split.split([stray])
        stray = {**meta, "patch": {**meta["patch"], "at": "vfs_read"}}
        with self.assertRaisesRegex(Failed, "vfs_read"):
            split.split([stray])

    def test_is_the_same_whatever_the_order_of_the_captures(self):
        self.assertEqual(split.text(self.metas), split.text(self.metas[::-1]))

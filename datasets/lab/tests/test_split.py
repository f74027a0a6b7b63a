# SPDX-License-Identifier: Apache-2.0
import collections
import unittest

from experiments import design, split, tables


class SplitTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.metas = [tables.planned(each) for each in design.plan(7, 40, ("5.10", "6.1", "6.12"))]
        cls.parts = {name: part for name, (part, _) in split.split(cls.metas).items()}

    def parts_by(self, key, chosen):
        found = collections.defaultdict(set)
        for meta in filter(chosen, self.metas):
            found[key(meta)].add(self.parts[meta["id"]])
        return found

    def test_every_capture_is_in_one_part(self):
        self.assertEqual(sorted(self.parts), sorted(meta["id"] for meta in self.metas))
        self.assertEqual(set(self.parts.values()), set(split.PARTS))

    def test_every_module_is_in_one_part(self):
        found = self.parts_by(lambda meta: meta["patch"]["name"], lambda meta: meta["patch"])
        self.assertEqual({len(parts) for parts in found.values()}, {1})

    def test_benign_modules_of_a_function_are_in_one_part(self):
        found = self.parts_by(lambda meta: meta["patch"]["at"], lambda meta: tables.role(meta) == "benign")
        self.assertEqual({len(parts) for parts in found.values()}, {1})

    def test_train_has_nothing_that_is_held_out_for_test_and_validation_nothing_of_test(self):
        for meta in self.metas:
            if meta["patch"]:
                names = {meta["patch"]["at"], (meta["fault"] or {}).get("family")}
                held = {part for held in (split.FAMILIES, split.FUNCTIONS) for part in held if names & set(held[part])}
                strictest = max(held, key=split.PARTS.index, default="train")
                self.assertEqual(self.parts[meta["id"]], strictest)

    def test_test_holds_families_and_functions_that_train_never_saw(self):
        families = self.parts_by(lambda meta: meta["fault"]["family"], lambda meta: meta["label"] == "harmful")
        functions = self.parts_by(lambda meta: meta["patch"]["at"], lambda meta: meta["patch"])
        for found, least in ((families, 3), (functions, 4)):
            self.assertGreaterEqual(sum(parts == {"test"} for parts in found.values()), least)

    def test_each_part_of_a_wave_has_controls_of_that_wave(self):
        patched = self.parts_by(lambda meta: meta["design"]["wave"], lambda meta: meta["patch"])
        controls = self.parts_by(lambda meta: meta["design"]["wave"], lambda meta: not meta["patch"])
        self.assertEqual(patched, controls)

    def test_is_the_same_whatever_the_order_of_the_captures(self):
        self.assertEqual(split.text(self.metas), split.text(self.metas[::-1]))

    def test_shares_give_each_part_one_before_any_gets_more(self):
        weights = collections.Counter(train=14, validation=1, test=2)
        self.assertEqual(split.shares(weights, 4), {"train": 2, "validation": 1, "test": 1})
        self.assertEqual(split.shares(weights, 1), {"train": 1, "validation": 0, "test": 0})

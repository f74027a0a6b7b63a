# SPDX-License-Identifier: Apache-2.0
import collections
import contextlib
import io
import json
import pathlib
import random
import re
import tempfile
import unittest

from experiments import audit, decks, design, levels, modules, runner, scenario, tables
from experiments.parts import PARTS

SERIES = ("5.10", "6.1", "6.12")
# The plan that the lab measures, as its README says.
SEED, WAVES = 264, len(levels.SCHEDULE)


class PlanTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.plan = design.plan(SEED, WAVES, SERIES)
        cls.waves = collections.defaultdict(list)
        for each in cls.plan:
            cls.waves[each["wave"]].append(each)

    def test_same_seed_draws_the_same_plan_and_another_seed_another(self):
        self.assertEqual(self.plan, design.plan(SEED, WAVES, SERIES))
        self.assertNotEqual(self.plan, design.plan(SEED + 1, WAVES, SERIES))

    def test_a_shorter_plan_is_the_beginning_of_a_longer_one(self):
        short = design.plan(SEED, 5, SERIES)
        self.assertEqual(short, self.plan[: len(short)])

    def test_hosts_of_a_wave_share_what_makes_them_comparable_and_the_part(self):
        for hosts in self.waves.values():
            shared = {json.dumps([each[key] for key in ("part", "kernel", "time", "scrape_interval_s", "windows",
                                                        "workload")]) for each in hosts}
            self.assertEqual(len(shared), 1)

    def test_a_gap_ends_before_its_recording(self):
        gaps = 0
        for host in (host for hosts in self.waves.values() for host in hosts):
            ends = host["change_at_s"] + host["windows"]["after_s"]
            for each in host["disturbances"]:
                if each["kind"] == "scrape-gap":
                    gaps += 1
                    self.assertLessEqual(each["starts_at_s"] + each["lasts_s"], ends - 3 * host["scrape_interval_s"])
        self.assertGreater(gaps, 20)

    def test_the_first_three_waves_have_every_part_and_every_kernel(self):
        first = [hosts[0] for hosts in list(self.waves.values())[:3]]
        self.assertEqual({each["part"] for each in first}, set(PARTS))
        self.assertEqual({each["kernel"] for each in first}, set(SERIES))

    def test_parts_have_kernels_workloads_and_levels_evenly(self):
        for key in (lambda each: each["kernel"], lambda each: each["workload"]["name"],
                    lambda each: each["workload"]["level"]):
            for part in PARTS:
                counts = collections.Counter(key(hosts[0]) for hosts in self.waves.values() if hosts[0]["part"] == part)
                self.assertEqual(len(counts), 3)
                self.assertLessEqual(max(counts.values()) - min(counts.values()), 1)

    def cohorts(self, part, label):
        """Most hosts of one patch in a wave of a part, with the number of controls of that wave."""
        found = set()
        for hosts in self.waves.values():
            patches = collections.Counter(json.dumps([each["module"], each["parameters"]]) for each in hosts
                                          if each["part"] == part and each["label"] == label
                                          and not each.get("control"))
            if patches:
                found.add((max(patches.values()), sum(bool(each.get("control")) for each in hosts)))
        return found

    def test_every_part_has_cohorts_of_5_with_20_and_of_20_with_40_controls_of_their_wave(self):
        for part in PARTS:
            for patched, controls in ((5, 20), (20, 40)):
                self.assertTrue(any(most >= patched and others >= controls
                                    for most, others in self.cohorts(part, "harmful")), (part, patched))
            for patched, controls in ((5, 20), (10, 40)):
                self.assertTrue(any(most >= patched and others >= controls
                                    for most, others in self.cohorts(part, "benign")), (part, patched))

    def test_every_wave_has_20_controls_and_a_quarter_of_them_has_loaded_nothing(self):
        for hosts in self.waves.values():
            kinds = collections.Counter(each["control"] for each in hosts if each.get("control"))
            self.assertGreaterEqual(sum(kinds.values()), 20)
            self.assertEqual(kinds["none"], sum(kinds.values()) / 4)

    def test_train_and_test_have_waves_in_real_time_with_two_cpus(self):
        real = {hosts[0]["part"] for hosts in self.waves.values() if hosts[0]["time"] == "real"}
        self.assertEqual(real, {"train", "test"})
        self.assertEqual({(each["time"], each["vcpus"]) for each in self.plan}, {("instructions", 1), ("real", 2)})

    def test_every_function_that_is_patched_harmfully_is_patched_harmlessly_too_and_as_often_as_others(self):
        counts = collections.defaultdict(collections.Counter)
        for each in self.plan:
            if each["label"] in ("harmful", "benign") and not each.get("control"):
                counts[modules.by_name(each["module"]).at][each["label"]] += 1
        self.assertEqual([name for name, found in counts.items() if not (found["harmful"] and found["benign"])], [])
        shares = [found["benign"] / found["harmful"] for found in counts.values() if found["harmful"] >= 20]
        self.assertLess(max(shares) - min(shares), .2)

    def test_keeps_what_the_data_set_promises(self):
        labels = collections.Counter(tables.role(tables.planned(each)) for each in self.plan)
        self.assertGreaterEqual(len(self.plan), 600)
        self.assertLessEqual(len(self.plan), 1050)
        self.assertGreaterEqual(labels["benign"] + labels["sham"] + labels["untouched"], 300)
        self.assertGreaterEqual(labels["sham"] + labels["untouched"], 160)
        windows = [each["windows"] for each in self.plan]
        self.assertGreaterEqual(sum(found["before_s"] == found["after_s"] == 600 for found in windows), 40)
        self.assertGreaterEqual(sum(found["before_s"] >= 3 * found["after_s"] for found in windows), len(windows) / 3)
        self.assertEqual({found["warm_up_s"] for found in windows}, {120})

    def test_no_field_of_the_design_tells_the_classes_apart(self):
        metas = [tables.planned(each) for each in self.plan]
        for title, chosen, classes, with_load in audit.comparisons(metas):
            worst = max(float(row[1]) for row in audit.rows(chosen, classes, with_load))
            self.assertLess(worst, audit.LIMIT, title)
        self.assertEqual([row for row in audit.part_rows(metas, PARTS) if row[-1] == "LEAK"], [])

    def test_no_field_of_the_design_tells_the_classes_of_one_part_apart(self):
        for part in PARTS:
            metas = [tables.planned(each) for each in self.plan if each["part"] == part]
            for title, chosen, classes, with_load in audit.comparisons(metas):
                leaks = [row for row in audit.rows(chosen, classes, with_load) if row[-1] == "LEAK"]
                self.assertEqual(leaks, [], f"{part}: {title}")

    def test_doses_of_silent_families_are_dealt_evenly(self):
        doses = collections.Counter(
            (each["fault"]["family"], each["fault"]["parameters"]) for each in self.plan
            if each["label"] == "harmful" and each["fault"]["family"] in levels.SILENT)
        self.assertEqual(len(doses), 20)
        # Wave 15 has six of the test part once more.
        self.assertEqual(set(doses.values()), {20, 25})

    def test_patches_only_functions_that_the_kernel_calls(self):
        for each in self.plan:
            if each["module"]:
                self.assertTrue(modules.by_name(each["module"]).is_called_on(each["kernel"]))

    def test_panics_come_with_a_crash_kernel_and_without(self):
        panics = [each["crash_kernel"] for each in self.plan
                  if each["fault"] and each["fault"]["family"] == "panic"]
        self.assertEqual(set(panics), {True, False})

    def test_the_second_of_two_patches_replaces_the_function_of_the_first(self):
        mixed = [each for each in self.plan if each["transition"] == "mixed"]
        self.assertTrue(mixed)
        for each in mixed:
            first, second = modules.by_name(each["module"]), modules.by_name(each["second"])
            self.assertTrue(second.replace and second.is_benign and second.at == first.at)
            self.assertEqual(scenario.scenario(each).count("\nload "), 2)

    def test_a_fault_that_spares_others_stands_in_a_function_that_the_workload_calls(self):
        spared = [each for each in self.plan if "only" in each["parameters"]]
        self.assertTrue(spared)
        self.assertEqual({modules.targets()[modules.by_name(each["module"]).at].by_workload for each in spared}, {"1"})

    def test_disturbances_stay_within_what_is_observed(self):
        for each in self.plan:
            for found in each["disturbances"]:
                self.assertGreaterEqual(found["starts_at_s"], levels.READY_S)
                self.assertLess(found["starts_at_s"], each["change_at_s"] + each["windows"]["after_s"])

    def test_some_disturbances_start_exactly_at_the_change_in_each_class(self):
        exact = {tables.role(tables.planned(each)) for each in self.plan for found in each["disturbances"]
                 if abs(found["starts_at_s"] - each["change_at_s"]) < .1}
        self.assertLessEqual({"harmful", "benign", "sham"}, exact)

    def test_scenario_of_every_experiment_ends_after_its_window(self):
        for each in self.plan:
            text = scenario.scenario(each)
            ends = each["change_at_s"] + each["windows"]["after_s"]
            self.assertIn(f"at {ends:.2f}\n", text)
            self.assertIn(f"load {each['module']}" if each["module"] else "event instant", text)
            latest = re.search(r"^LATEST=(\d+)$", scenario.settings(each), re.MULTILINE).group(1)
            self.assertGreater(int(latest), ends)


class DecksTest(unittest.TestCase):
    def test_deals_what_was_dealt_least_and_never_what_is_barred(self):
        fewest = decks.Fewest("abc", random.Random(5))
        self.assertEqual(sorted(fewest.deal() for _ in range(6)), list("aabbcc"))
        self.assertEqual([fewest.deal(lambda card: card == "b") for _ in range(2)], ["b", "b"])
        self.assertEqual(sorted(fewest.deal() for _ in range(4)), list("aacc"))


class AuditTest(unittest.TestCase):
    def test_finds_a_number_that_tells_the_classes_apart(self):
        value, _ = audit.score([1, 2, 3, 4, 5, 6], [0, 0, 0, 1, 1, 1])
        self.assertEqual(value, 1)

    def test_finds_a_name_that_tells_the_classes_apart(self):
        value, _ = audit.score(["a"] * 20 + ["b"] * 20, [0] * 20 + [1] * 20)
        self.assertEqual(value, 1)

    def test_passes_names_and_numbers_drawn_by_chance(self):
        chance = random.Random(3)
        classes = [chance.randrange(2) for _ in range(400)]
        for draw in (chance.random, lambda: chance.choice("abcdefgh")):
            value, error = audit.score([draw() for _ in classes], classes)
            self.assertLess(value, .5 + 3 * error)

    def test_fails_for_a_plan_with_a_planted_leak(self):
        plan = design.plan(SEED, 3, SERIES)
        for each in plan:
            each["memory_mib"] = 384 if each["label"] == "harmful" else 768
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as printed:
            file = pathlib.Path(folder) / "plan"
            runner.write_plan(file, plan)
            self.assertEqual(audit.show(file), 1)
        self.assertRegex(printed.getvalue(), r"memory \| 1\.000 .* LEAK")

    def test_fails_for_hosts_whose_memory_tells_their_part(self):
        plan = design.plan(SEED, 3, SERIES)
        for each in plan:
            each["memory_mib"] = 384 if each["part"] == "test" else 768
        parts = {row[0]: row for row in audit.part_rows([tables.planned(each) for each in plan], PARTS)}
        self.assertEqual(parts["memory"][-1], "LEAK")
        self.assertEqual(parts["kernel"][-1], "of the wave")


class RunnerTest(unittest.TestCase):
    def setUp(self):
        self.started = []
        test = self

        class FakeGuest:
            def __init__(self, experiment, work, folder, niceness):
                self.folder = folder

            def run(self, wall_limit):
                test.started.append(self.folder.name)
                self.folder.mkdir()
                (self.folder / "result.json").write_text('{"ended": "ended", "wall_s": 1, "cpu_s": 1}')
                return True

        self.real, runner.GuestRun = runner.GuestRun, FakeGuest

    def tearDown(self):
        runner.GuestRun = self.real

    def test_runs_what_is_not_finished_and_nothing_else(self):
        plan = design.plan(1, 1, SERIES)
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
            runs = pathlib.Path(folder)
            (runs / plan[0]["id"]).mkdir()
            (runs / (plan[1]["id"] + ".part")).mkdir()
            for _ in range(2):
                self.assertEqual(runner.Runner(runs, runs, 2, 0, 60, None).run(plan), 0)
        self.assertEqual(sorted(self.started), sorted(each["id"] for each in plan[1:]))

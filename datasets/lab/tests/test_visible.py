# SPDX-License-Identifier: Apache-2.0
import base64
import gzip
import json
import pathlib
import random
import tempfile
import unittest

import pack
from experiments import signals, visible
from experiments.progress import Failed

CHANGE = 100


def body(t, requests, errors, slab):
    return "\n".join((
        "HTTP/1.0 200 OK", "", f"app_request_duration_seconds_count {requests}",
        f"app_request_duration_seconds_errors {errors}", f"app_request_duration_seconds_sum {requests * .002}",
        f"node_memory_SUnreclaim_bytes {slab}", f"node_load1 {t / 100}", 'app_other{le="1"} 7'))


class ObservationTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)

    def observe(self, bodies, datagrams=()):
        rows, before = [], None
        for t, text in bodies:
            rows.append(pack.pack_row({"t": t, "duration_ms": 9.0, "body": text}, before))
            before = text.split("\n")
        self.write("scrapes.jsonl.gz", rows)
        sent = [{"at": at, "datagram": base64.b64encode(text).decode()} for at, text in datagrams]
        self.write("netconsole.jsonl.gz", sent)
        return signals.Observation(self.folder, {"change_at_s": CHANGE, "scrape_interval_s": 10})

    def write(self, name, rows):
        (self.folder / name).write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))

    def test_takes_rates_of_counters_and_means_of_gauges_on_both_sides_of_the_change(self):
        bodies = [(t, body(t, 5 * t, 0, 1000)) for t in range(50, 100, 10)]
        bodies += [(t, body(t, 5 * t + 2 * (t - CHANGE), t - CHANGE, 3000)) for t in range(100, 150, 10)]
        shifts = self.observe(bodies).shifts(50, 50)
        self.assertAlmostEqual(shifts["requests"], 2)
        self.assertAlmostEqual(shifts["request_errors"], 1)
        self.assertAlmostEqual(shifts["slab_unreclaimable"], 2000)
        self.assertAlmostEqual(shifts["request_time"], 0)
        self.assertIsNone(shifts["fsyncs"])
        self.assertEqual(shifts[signals.SILENCE], 0)

    def test_silence_is_the_share_of_scrapes_that_did_not_come(self):
        bodies = [(t, body(t, t, 0, 1)) for t in range(50, 121, 10)]
        self.assertAlmostEqual(self.observe(bodies).shifts(50, 50)[signals.SILENCE], .4)

    def test_looks_no_further_than_a_reboot(self):
        bodies = [(t, body(t, t, 0, 1)) for t in (80, 90, 100, 110, 20, 30, 120)]
        self.assertEqual([each.t for each in self.observe(bodies).scrapes], [80, 90, 100, 110])

    def test_counts_the_kernel_s_own_reports_and_no_name_of_a_module(self):
        rows = [(101, b"4,9,101000000,-;BUG: kernel NULL pointer dereference, address: 4"),
                (102, b"6,10,102000000,-;lp_BUG: loading out-of-tree module"),
                (103, b"4,11,103000000,-;WARNING: CPU: 0 PID: 7 at mm/x.c:1 f+0x1/0x2"),
                (90, b"3,8,90000000,-;INFO: task a:1 blocked for more than 20 seconds.")]
        found = self.observe([(90, body(90, 1, 0, 1))], rows)
        self.assertEqual((found.reports_between(0, 50), found.reports_between(-50, 0)), (2, 1))


class FakeHost:
    def __init__(self, **what):
        self.__dict__.update(what)


class VisibilityTest(unittest.TestCase):
    """Hosts whose signals are drawn from a normal distribution, the patched ones moved by a known effect."""

    def table(self, effect, reports=0, hosts=20, controls=4):
        chance, found = random.Random(5), []
        for wave in range(10):
            common = chance.gauss(0, 3)  # what a wave shares, controls take away
            for number in range(controls + hosts // 10):
                patched = number >= controls
                shifts = {name: common + chance.gauss(0, 1) for name in signals.NAMES if name != signals.SILENCE}
                shifts["slab_unreclaimable"] += effect * patched
                key = ("leak", "8 bytes a call") if patched else None
                found.append(FakeHost(
                    wave=wave, is_control=not patched, is_disturbed=False, key=key,
                    shifts={None: shifts, 30: shifts}, errors=0, reports=reports * patched))
        return visible.Visibility(found, draws=300)

    def row(self, *given, **more):
        row, = self.table(*given, **more).rows()
        return dict(zip(visible.COLUMNS, row))

    def test_measures_the_effect_in_spreads_of_the_controls(self):
        row = self.row(6)
        self.assertEqual(row["signal"], "slab_unreclaimable")
        self.assertAlmostEqual(float(row["effect_sd"]), 6, delta=1.2)
        self.assertEqual((row["verdict_5"], row["first_seen_s"]), ("visible", 30))
        self.assertEqual(row["moved"], "slab_unreclaimable+")

    def test_what_does_not_move_is_invisible_to_five_hosts(self):
        row = self.row(0)
        self.assertNotEqual(row["verdict_5"], "visible")
        self.assertEqual((row["moved"], row["first_seen_s"]), ("", ""))

    def test_more_hosts_see_a_smaller_effect(self):
        row = self.row(2.2)
        self.assertEqual(row["verdict_20"], "visible")
        self.assertNotEqual(row["verdict_1"], "visible")

    def test_four_expected_reports_are_visible_without_any_signal(self):
        row = self.row(0, reports=1)
        self.assertEqual((row["verdict_1"], row["verdict_5"]), ("borderline", "visible"))

    def test_refuses_to_measure_without_controls(self):
        with self.assertRaises(Failed):
            self.table(1, controls=1)

    def test_null_scores_pass_the_threshold_once_in_a_hundred(self):
        table, chance = self.table(0), random.Random(9)
        again = visible.largest_of_null(table.whole.spreads, 5, chance, 300)
        self.assertAlmostEqual(again, table.thresholds[5], delta=.4)

    def test_a_signal_that_never_moves_among_controls_has_a_floor(self):
        spread = visible.Spread("request_errors", [0.0] * 30)
        self.assertEqual(spread.sigma, visible.FLOOR)
        self.assertEqual(visible.Spread("sockets", [0.0] * 30).scores, [])

    def test_disturbed_hosts_do_not_count_for_a_dose_that_has_others(self):
        calm, disturbed = FakeHost(key="a", is_disturbed=False), FakeHost(key="a", is_disturbed=True)
        only = FakeHost(key="b", is_disturbed=True)
        found = visible.by_dose([(calm, 1), (disturbed, 9), (only, 5)])
        self.assertEqual(found, {"a": [1], "b": [5]})

    def test_wild_controls_count_for_no_more_than_the_clip(self):
        values = [-1.0, 1.0] * 15
        self.assertLess(visible.Spread("load1", values + [1000.0]).sigma, 2)

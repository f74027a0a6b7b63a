# SPDX-License-Identifier: Apache-2.0
import base64
import contextlib
import io
import json
import pathlib
import tempfile
import unittest

import pack
from experiments import captures, cpio, design, recording

from . import fakes
from .fakes import BODY, frame, packet, pcap

class RecordingTest(unittest.TestCase):
    def test_reads_frames_and_passes_over_one_that_was_cut(self):
        whole, cut = frame("scrape", 3, b"x" * 50), frame("scrape", 5, b"y" * 50)[:40]
        frames, passed = recording.frames_of(whole + cut + frame("sysfs", 1, b"0\n"))
        self.assertEqual([(each.kind, each.t) for each in frames], [("scrape", 3), ("sysfs", 1)])
        self.assertEqual(passed, len(cut))

    def test_passes_over_noise(self):
        frames, passed = recording.frames_of(b"\0\xffnoise")
        self.assertEqual((frames, passed), ([], 7))

    def test_gives_datagrams_the_uptime_of_their_arrival(self):
        rows = [(101.0, packet(b"6,0,0,-;old line")), (101.0, packet(b"6,9,1000000,-;now"))]
        rows += [(103.5, packet(b"4,10,3400000,-;late")), (104, packet(b"4,1,1,-;to another port", port=53))]
        found = recording.datagrams_of(pcap(rows))
        self.assertEqual([each.at for each in found], [1.0, 1.0, 3.5])

    def test_starts_the_clock_afresh_for_a_second_boot(self):
        rows = [(110.0, packet(b"6,500,10000000,-;first boot")), (152.0, packet(b"6,2,2000000,-;second boot"))]
        self.assertEqual([each.at for each in recording.datagrams_of(pcap(rows))], [10.0, 2.0])

    def test_reads_events_and_ignores_what_is_none(self):
        found = recording.events_of(b"12.50 load-begins livepatch_001\nnoise\n")
        self.assertEqual(found, [recording.Event(12.5, "load-begins", ("livepatch_001",))])


class PackTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.runs, self.target = pathlib.Path(scratch.name) / "runs", pathlib.Path(scratch.name) / "captures"

    def record(self, experiment, events):
        fakes.record(self.runs, experiment, events)

    def pack(self):
        self.target.mkdir(parents=True)
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            captures.pack_runs(self.runs, self.target)
        return printed.getvalue()

    def test_writes_what_unpacks_to_what_was_recorded(self):
        experiment = next(each for each in design.plan(1, 2, ["6.1"]) if each["label"] == "harmful")
        name = experiment["module"]
        self.record(experiment, f"12.30 load-begins {name}\n12.90 load-ends {name} 0\n".encode())
        self.pack()
        folder = self.target / experiment["id"]
        meta = json.loads((folder / "meta.json").read_text())
        self.assertEqual((meta["change_at_s"], meta["patch"]["load_done_s"], meta["sham"]), (12.3, 12.9, None))
        scrapes = list(pack.unpack_scrapes(folder / "scrapes.jsonl.gz"))
        self.assertEqual([row["body"] for row in scrapes], [BODY.format(t) for t in (10, 12, 14)])
        datagram, = pack.rows(folder / "netconsole.jsonl.gz")
        self.assertEqual(base64.b64decode(datagram["datagram"]), b"6,1,1000000,-;hello")
        first, second, _ = pack.rows(folder / "host.jsonl.gz")
        self.assertEqual(first["blockers"], [{"comm": "app-idle", "stack": ["inet_recvmsg+0x1/0x2"]}])
        self.assertEqual(first["enabled_functions"], ["f (1) R"])
        self.assertEqual(first["kprobes"], ["ffffffff81234560  k  vfs_open+0x0    [FTRACE]"])
        self.assertEqual(second, {"t": 12.0})

    def test_a_control_has_no_patch_and_its_instant_is_measured_like_one(self):
        plan = design.plan(1, 2, ["6.1"])
        sham = next(each for each in plan if each.get("control") == "sham")
        untouched = next(each for each in plan if each.get("control") == "none")
        self.record(sham, f"12.30 load-begins {sham['module']}\n12.31 load-ends {sham['module']} 0\n".encode())
        self.record(untouched, b"12.30 instant\n")
        self.pack()
        for each, is_sham in ((sham, True), (untouched, False)):
            meta = json.loads((self.target / each["id"] / "meta.json").read_text())
            self.assertEqual((meta["patch"], meta["change_at_s"], meta["label"]), (None, 12.3, "benign"))
            self.assertEqual(meta["sham"] is not None, is_sham)

    def test_leaves_out_and_names_a_run_that_never_reached_its_change(self):
        experiment = design.plan(1, 1, ["6.1"])[0]
        self.record(experiment, b"9.00 ready 6.1\n")
        self.assertIn(f"{experiment['id']}: {captures.NO_CHANGE}", self.pack())
        self.assertFalse((self.target / experiment["id"]).exists())


class CpioTest(unittest.TestCase):
    def test_writes_parents_first_and_pads_to_four_bytes(self):
        out = io.BytesIO()
        with cpio.Archive(out) as archive:
            archive.content("a/b", b"12345")
        self.assertEqual(len(out.getvalue()) % 4, 0)
        names = [each for each in (b"a\0", b"a/b\0", b"TRAILER!!!\0") if each in out.getvalue()]
        self.assertEqual(len(names), 3)
        self.assertLess(out.getvalue().index(b"a\0"), out.getvalue().index(b"a/b\0"))

# SPDX-License-Identifier: Apache-2.0
import contextlib
import io
import json
import pathlib
import shutil
import tempfile
import unittest

from experiments import audit, captures, datasheet, design, split
from experiments.progress import Failed

from . import fakes

SHEET = f"# Data\n\nwords\n\n{datasheet.BEGINS}\nold\n{datasheet.ENDS}\n\nmore words\n"


class DatasheetTest(unittest.TestCase):
    """A data set of three waves, one of each part, with made-up measurements."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.runs, self.folder = pathlib.Path(scratch.name) / "runs", pathlib.Path(scratch.name) / "captures"
        self.plan = design.plan(7, 3, ("6.1",))
        self.folder.mkdir()
        (self.folder / datasheet.FILE).write_text(SHEET)

    def pack(self, times=lambda experiment: (10, 12, 14)):
        for each in self.plan:
            fakes.record(self.runs, each, fakes.events(each), times(each))
        self.quietly(captures.pack_runs, self.runs, self.folder)

    def quietly(self, what, *given):
        with contextlib.redirect_stdout(io.StringIO()) as self.printed:
            return what(*given)

    def test_counts_what_is_there_and_keeps_the_words_around(self):
        self.pack()
        self.assertEqual(self.quietly(datasheet.write, self.folder, False), 0)
        text = (self.folder / datasheet.FILE).read_text()
        self.assertTrue(text.startswith("# Data\n\nwords\n") and text.endswith("\n\nmore words\n"))
        self.assertNotIn("\nold\n", text)
        self.assertIn(f"| all | {len(self.plan)} |", text)
        harmful = sum(each["label"] == "harmful" for each in self.plan)
        self.assertIn(f"| harmful | {harmful} |", text)
        self.assertEqual(self.quietly(datasheet.write, self.folder, True), 0)

    def test_check_fails_when_a_capture_is_missing(self):
        self.pack()
        self.quietly(datasheet.write, self.folder, False)
        shutil.rmtree(self.folder / self.plan[0]["id"])
        with self.assertRaises(Failed):
            self.quietly(datasheet.write, self.folder, True)

    def change_first(self, change):
        file = self.folder / self.plan[0]["id"] / "meta.json"
        meta = json.loads(file.read_text())
        change(meta)
        file.write_text(json.dumps(meta))

    def test_check_of_the_split_fails_when_a_capture_is_missing(self):
        self.pack()
        self.quietly(split.write, self.folder, False)
        self.assertEqual(self.quietly(split.write, self.folder, True), 0)
        shutil.rmtree(self.folder / self.plan[0]["id"])
        with self.assertRaises(Failed):
            self.quietly(split.write, self.folder, True)

    def test_split_fails_when_a_wave_is_torn_between_parts(self):
        self.pack()
        self.change_first(lambda meta: meta.update(patch=None, fault=None, design={**meta["design"], "part": "test"}))
        with self.assertRaisesRegex(Failed, "more than one part in w001"):
            self.quietly(split.write, self.folder, False)

    def test_a_folder_without_captures_passes_every_check_and_says_so(self):
        for what in (split.write, datasheet.write):
            self.assertEqual(self.quietly(what, self.folder / "not-there", True), 0)
            self.assertIn("no captures yet", self.printed.getvalue())
        self.quietly(datasheet.write, self.folder, False)
        self.assertIn("No captures yet.", (self.folder / datasheet.FILE).read_text())
        self.assertEqual(self.quietly(datasheet.write, self.folder, True), 0)

    def test_refuses_a_datasheet_without_marks(self):
        self.pack()
        (self.folder / datasheet.FILE).write_text("# Data\n")
        with self.assertRaises(Failed):
            self.quietly(datasheet.write, self.folder, False)

    def test_audit_passes_captures_whose_measurements_do_not_know_the_label(self):
        self.pack()
        self.assertEqual(self.quietly(audit.show, self.folder), 0)

    def test_audit_fails_when_harmful_hosts_were_scraped_more_often_before_the_change(self):
        self.pack(lambda each: (8, 9, 10, 11, 12, 14) if each["label"] == "harmful" else (10, 12, 14))
        self.assertEqual(self.quietly(audit.show, self.folder), 1)
        self.assertRegex(self.printed.getvalue(), r"scrapes before \| 1\.000 .* LEAK")
        self.assertEqual(self.quietly(datasheet.write, self.folder, False), 1)

    def test_audit_fails_when_patched_hosts_differ_from_sham_by_their_instants(self):
        self.pack()
        for file in self.folder.glob("*/meta.json"):
            meta = json.loads(file.read_text())
            if meta["patch"]:
                meta["change_at_s"] = 12.345
                file.write_text(json.dumps(meta))
        self.assertEqual(self.quietly(audit.show, self.folder), 1)
        self.assertRegex(self.printed.getvalue().split("patched against sham")[1], r"digits of the instant \|.* LEAK")

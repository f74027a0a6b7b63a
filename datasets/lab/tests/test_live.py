# SPDX-License-Identifier: Apache-2.0
import pathlib
import tempfile
import unittest

from experiments import build, live, modules
from experiments.progress import Failed

NAMES = ["livepatch_048", "livepatch_046"]


class LiveGuestTest(unittest.TestCase):
    def setUp(self):
        work = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        folder = work / "kernels/6.1/modules"
        folder.mkdir(parents=True)
        for name in NAMES:
            (folder / f"{name}.ko").write_bytes(name.encode())
        ports = live.Ports(metrics=9101, console=7001, address="127.0.3.2")
        self.guest = live.LiveGuest(live.experiment("6.1", NAMES, 5, 300), ports, work, work / "guest")

    def test_is_seen_at_the_ports_that_it_was_given(self):
        command = " ".join(self.guest.command(pathlib.Path("part")))
        self.assertIn("hostfwd=tcp:127.0.0.1:9101-10.0.2.15:9100", command)
        self.assertIn("hostfwd=udp:127.0.3.2:0-10.0.2.15:6665", command)
        self.assertIn("CONSOLE_PORT=7001 ", self.guest.scenario_files()["experiment/settings"].decode())

    def test_runs_in_real_time_and_not_for_ever(self):
        command = self.guest.command(pathlib.Path("part"))
        self.assertNotIn("-icount", command)
        self.assertEqual(command[:4], ["timeout", "--foreground", "300", "qemu-system-x86_64"])
        self.assertIn("LATEST=300\n", self.guest.scenario_files()["experiment/settings"].decode())

    def test_has_the_modules_that_it_may_be_told_to_load(self):
        files = self.guest.scenario_files()
        for name in NAMES:
            self.assertEqual(files[f"experiment/{name}.ko"], name.encode())


class PartialBuildTest(unittest.TestCase):
    def setUp(self):
        self.kernel = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.kernel / "modules").mkdir()

    def built_from(self, names):
        (self.kernel / "modules/built-from").write_text(build.module_sources(names)[1], encoding="utf-8")

    def test_all_modules_hold_the_named_ones(self):
        self.built_from(None)
        self.assertTrue(build.is_built(self.kernel, NAMES))

    def test_the_named_modules_are_not_all(self):
        self.built_from(NAMES)
        self.assertTrue(build.is_built(self.kernel, NAMES))
        self.assertFalse(build.is_built(self.kernel))

    def test_a_module_that_the_table_does_not_have_is_refused(self):
        with self.assertRaisesRegex(Failed, "livepatch_999"):
            modules.read(["livepatch_999"])

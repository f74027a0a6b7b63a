# SPDX-License-Identifier: Apache-2.0
import lzma
import pathlib
import struct
import tempfile
import unittest

from experiments import build, design, guestimage, guestrun
from experiments.progress import Failed


def image(payload):
    """A bzImage with three sectors of set-up code, 40 bytes, and then the payload with its unpacked length."""
    head = bytearray(4 * 512 + 40)
    head[0x1F1] = 3
    struct.pack_into("<II", head, 0x248, 40, len(payload) + 4)
    return bytes(head) + payload + b"\0\0\0\0"


class KernelImageTest(unittest.TestCase):
    def test_finds_the_kernel_by_the_set_up_header(self):
        kernel = b"\x7fELF and more"
        self.assertEqual(build.vmlinux_of(image(lzma.compress(kernel))), kernel)

    def test_refuses_what_is_packed_in_another_way_or_holds_no_kernel(self):
        for payload in (b"\x1f\x8b gzip", lzma.compress(b"no ELF")):
            with self.assertRaises(Failed):
                build.vmlinux_of(image(payload))


class KernelModulesTest(unittest.TestCase):
    def test_loads_what_a_module_needs_before_it_and_skips_what_is_built_in(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, depends in (("net-a", ""), ("b", "net_a"), ("c", "b,net_a")):
                content = b"\0license=GPL\0depends=" + depends.encode() + b"\0"
                (pathlib.Path(folder) / f"{name}.ko.xz").write_bytes(lzma.compress(content))
            found = guestimage.KernelModules(pathlib.Path(folder))
            self.assertEqual(found.in_order(["c", "built_in", "b"]), ["net_a", "b", "c"])


class CommandTest(unittest.TestCase):
    def setUp(self):
        plan = design.plan(1, 30, ["6.1"])
        self.by_time = {each["time"]: each for each in plan}

    def command(self, experiment):
        work = pathlib.Path("work")
        return " ".join(guestrun.GuestRun(experiment, work, work / "runs/x", 0).command(work / "part"))

    def test_the_guest_reaches_no_network(self):
        for each in self.by_time.values():
            self.assertIn("-netdev user,id=net,restrict=on", self.command(each))

    def test_guest_time_counts_instructions_unless_the_plan_says_real(self):
        self.assertIn("-icount", self.command(self.by_time["instructions"]))
        self.assertNotIn("-icount", self.command(self.by_time["real"]))

    def test_a_guest_that_is_to_come_back_may_reboot(self):
        experiment = {**self.by_time["instructions"], "crash_kernel": False}
        self.assertIn("-no-reboot", self.command({**experiment, "comes_back": False}))
        self.assertNotIn("-no-reboot", self.command({**experiment, "comes_back": True}))

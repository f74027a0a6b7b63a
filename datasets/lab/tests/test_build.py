# SPDX-License-Identifier: Apache-2.0
import lzma
import pathlib
import struct
import tempfile
import unittest
from unittest import mock

from experiments import build, design, guestimage, guestrun, packages
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


class ToolsTest(unittest.TestCase):
    def missing(self, *, uid=1000, machine="x86_64"):
        with (mock.patch.object(packages, "missing_tools", return_value=["qemu-system-x86"]),
              mock.patch.object(packages.os, "getuid", return_value=uid),
              mock.patch.object(packages.platform, "machine", return_value=machine),
              mock.patch.object(packages, "run", side_effect=Failed("apt-get update ended with 100")),
              self.assertRaises(packages.ToolsMissing) as raised):
            packages.ensure_tools()
        return str(raised.exception)

    def test_tells_people_what_to_install(self):
        self.assertRegex(self.missing(), "As root, run: apt-get install .* qemu-system-x86")

    def test_says_what_is_missing_where_it_cannot_be_installed(self):
        said = self.missing(uid=0)
        self.assertIn("missing on this machine: qemu-system-x86", said)
        self.assertIn("apt-get update ended with 100", said)

    def test_knows_one_architecture(self):
        self.assertIn("aarch64", self.missing(machine="aarch64"))


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

    def test_the_disk_is_memory_where_time_counts_instructions(self):
        self.assertIn("-device nvdimm", self.command(self.by_time["instructions"]))
        self.assertIn("if=virtio", self.command(self.by_time["real"]))
        self.assertNotIn("nvdimm,", self.command(self.by_time["real"]))

    def test_a_guest_that_is_to_come_back_may_reboot(self):
        experiment = {**self.by_time["instructions"], "crash_kernel": False}
        self.assertIn("-no-reboot", self.command({**experiment, "comes_back": False}))
        self.assertNotIn("-no-reboot", self.command({**experiment, "comes_back": True}))

# SPDX-License-Identifier: Apache-2.0
"""One experiment in QEMU, from nothing to a folder with what was recorded."""

import gzip
import json
import os
import resource
import shutil
import signal
import subprocess
import time

from . import scenario
from .cpio import Archive
from .packages import run
from .progress import Failed

# What the guest leaves on its disk that is worth keeping.
FROM_DISK = ("vmcore-dmesg.txt", "vmcore.bytes", "makedumpfile.log")
RECORDED = ("frames", "events", "net.pcap", "serial.log")
DISK_MIB = 128
ENDS = {0: "ended", -signal.SIGXCPU: "CPU limit"}


class GuestRun:
    """A virtual host for one experiment. `stop` may be called from another thread."""

    def __init__(self, experiment, work, folder, niceness):
        self.experiment, self.folder, self.niceness = experiment, folder, niceness
        self.kernel = work / "kernels" / experiment["kernel"]
        self.process, self.stopped = None, False

    def run(self, wall_limit):
        """Runs to the end or the limit and writes the folder; False when it was stopped from outside."""
        part = self.folder.with_name(self.folder.name + ".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        self._write_disks(part)
        began = time.time()
        ended, cpu = self._qemu(part, wall_limit)
        if self.stopped:
            return False
        result = {
            "ended": ended, "began": round(began), "wall_s": round(time.time() - began, 1), "cpu_s": round(cpu, 1),
            "kernel_release": (self.kernel / "release").read_text(encoding="utf-8"),
        }
        if self.experiment["module"]:
            result["module_bytes"] = (self.kernel / f"modules/{self.experiment['module']}.ko").stat().st_size
        self._keep(part, result)
        part.rename(self.folder)
        return True

    def stop(self):
        self.stopped = True
        if self.process:
            self.process.terminate()

    def _write_disks(self, part):
        with open(part / "initrd", "wb") as out:
            parts = ["guest.cpio"] + (["crash-files.cpio"] if self.experiment["crash_kernel"] else [])
            for name in parts:
                with open(self.kernel / name, "rb") as source:
                    shutil.copyfileobj(source, out)
            with Archive(out) as archive:
                for path, content in self.scenario_files().items():
                    archive.content(path, content)
        run(["mke2fs", "-q", "-t", "ext4", "-E", "lazy_itable_init=0,lazy_journal_init=0", str(part / "disk"),
             f"{DISK_MIB}M"])

    def scenario_files(self):
        return scenario.files(self.experiment, self.kernel)

    def command(self, part):
        """The QEMU command line. Guest time counts instructions unless the experiment says "real"."""
        by_instructions = self.experiment["time"] == "instructions"
        clock = ["-icount", "shift=2,sleep=off", "-rtc", "clock=vm"] if by_instructions else ["-rtc", "clock=host"]
        threads = "single" if by_instructions else "multi"
        words = ["console=ttyS0", "net.ifnames=0", "loglevel=7", scenario.BOOT_WORDS]
        words.append("panic=-1" if self.experiment["comes_back"] or self.experiment["crash_kernel"] else "panic=0")
        if self.experiment["crash_kernel"]:
            words.append("crashkernel=160M")
        reboots = self.experiment["comes_back"] or self.experiment["crash_kernel"]
        return [
            "qemu-system-x86_64", "-nodefaults", "-no-user-config", "-display", "none", "-monitor", "none",
            "-accel", f"tcg,thread={threads},tb-size=256", *clock,
            # With erms and fsrm the kernel clears pages byte by byte, and QEMU counts an instruction for each.
            "-cpu", "max,la57=off,erms=off,fsrm=off",
            "-smp", str(self.experiment["vcpus"]), "-m", f"{self.experiment['memory_mib']},slots=1,maxmem=4G",
            "-kernel", str(self.kernel / "vmlinux"), "-initrd", str(part / "initrd"), "-append", " ".join(words),
            "-serial", f"file:{part / 'serial.log'}",
            "-device", "virtio-rng-pci", "-device", "virtio-serial-pci", *self.disk(part), *self.recorder(part),
            *self.network(part),
            *([] if reboots else ["-no-reboot"]),
        ]

    def disk(self, part):
        """The guest's disk; where time counts instructions, persistent memory.

        A disk of QEMU's answers in the machine's time, and the clock of an idle guest jumps meanwhile to its next
        timer: a journal write took 0.7 to 70 ms, by what else the machine did. In memory it takes 0.55 to 0.56 ms.
        """
        if self.experiment["time"] == "instructions":
            return [
                "-machine", "pc,nvdimm=on", "-device", "nvdimm,memdev=disk",
                "-object", f"memory-backend-file,id=disk,share=on,mem-path={part / 'disk'},size={DISK_MIB}M",
            ]
        return ["-drive", f"file={part / 'disk'},if=virtio,format=raw,cache=unsafe"]

    def recorder(self, part):
        """The guest's ports for what is recorded of it."""
        return [
            "-chardev", f"file,id=frames,path={part / 'frames'}",
            "-device", "virtserialport,chardev=frames,name=frames",
            "-chardev", f"file,id=events,path={part / 'events'}",
            "-device", "virtserialport,chardev=events,name=events",
        ]

    def network(self, part):
        """It ends at QEMU: what the guest sends is written down with the guest's own time."""
        return [
            "-netdev", "user,id=net,restrict=on", "-device", "virtio-net-pci,netdev=net,romfile=",
            "-object", f"filter-dump,id=dump,netdev=net,file={part / 'net.pcap'}",
        ]

    def cpu_limit(self):
        """CPU-seconds after which a guest is taken to be stuck: four times what one was measured to need.

        A guest that spins with its locks held never ends; how long that takes by the wall says nothing on a shared
        machine.
        """
        return round(120 + 1.2 * (self.experiment["change_at_s"] + self.experiment["windows"]["after_s"]))

    def _qemu(self, part, wall_limit):
        """How the guest ended and what it took in CPU-seconds."""
        with open(part / "qemu.log", "wb") as log:
            self.process = subprocess.Popen(
                ["nice", "-n", str(self.niceness), *self.command(part)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        resource.prlimit(self.process.pid, resource.RLIMIT_CPU, (self.cpu_limit(), self.cpu_limit() + 10))
        until, dead_since = time.monotonic() + wall_limit, None
        while True:
            pid, status, used = os.wait4(self.process.pid, os.WNOHANG)
            if pid:
                self.process.returncode = os.waitstatus_to_exitcode(status)
                cpu = used.ru_utime + used.ru_stime
                if dead_since is not None:
                    return "panicked", cpu
                if self.process.returncode not in ENDS and not self.stopped:
                    said = (part / "qemu.log").read_text(encoding="utf-8", errors="replace")[-300:]
                    raise Failed(f"QEMU ended with {self.process.returncode}: {said}")
                return ENDS.get(self.process.returncode, "stopped"), cpu
            if dead_since is None and self._is_dead(part):
                dead_since = time.monotonic()
            if time.monotonic() > until or dead_since is not None and time.monotonic() > dead_since + 3:
                self.process.terminate()
                _, _, used = os.wait4(self.process.pid, 0)
                self.process.returncode = -15
                return ("panicked" if dead_since else "wall limit"), used.ru_utime + used.ru_stime
            time.sleep(.3)

    def _is_dead(self, part):
        """Whether the kernel has panicked for good: with panic=0 it would spin until the limit."""
        if self.experiment["comes_back"] or self.experiment["crash_kernel"]:
            return False
        log = part / "serial.log"
        if not log.exists():
            return False
        with open(log, "rb") as file:
            file.seek(max(0, log.stat().st_size - 4096))
            return b"end Kernel panic" in file.read()

    def _keep(self, part, result):
        for name in FROM_DISK:
            subprocess.run(["debugfs", "-R", f"dump /{name} {part / name}", str(part / "disk")],
                           capture_output=True, check=False)
        for name in ("disk", "initrd"):
            (part / name).unlink()
        for name in RECORDED:
            if (part / name).exists():
                with open(part / name, "rb") as source, gzip.open(part / f"{name}.gz", "wb", 6) as target:
                    shutil.copyfileobj(source, target)
                (part / name).unlink()
        for file in part.iterdir():
            if file.stat().st_size == 0:
                file.unlink()
        for name, content in (("experiment.json", self.experiment), ("result.json", result)):
            (part / name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")

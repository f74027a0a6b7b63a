# SPDX-License-Identifier: Apache-2.0
"""A guest in real time for a service that watches it.

Its metrics are at a port of this machine and its kernel log is sent to another. Standard output has the guest's events
and standard input takes commands for it, one a line, in the words of guest/init, such as `load livepatch_046`.
"""

import os
from typing import NamedTuple

from . import guestrun, modules, scenario
from .packages import sbin_path

# What the guest does all the time: calls a second of each kind.
WORKLOAD = {"requests": 20, "fsyncs": 5, "mmaps": 3, "forks": 2, "phase": 1}

# The guest ends with its standard input. No event is written then: a port that nobody reads would block the writer.
SCENARIO = """\
while read -r command <&3; do
  eval "$command"
done
poweroff -f
"""


class Ports(NamedTuple):
    """Where on this machine the guest is seen."""

    metrics: int
    """TCP port on loopback that leads to its node_exporter."""
    console: int
    """UDP port on loopback that its kernel log is sent to."""
    address: str
    """The address on loopback that its kernel log comes from, so that a receiver tells guests apart."""


class LiveGuest(guestrun.GuestRun):
    """A virtual host that runs until its standard input ends, or for its longest time."""

    def __init__(self, experiment, ports, work, folder):
        super().__init__(experiment, work, folder, niceness=0)
        self.ports = ports

    def scenario_files(self):
        found = {
            "experiment/settings": settings(self.experiment, self.ports).encode(),
            "experiment/scenario": SCENARIO.encode(),
        }
        for name in self.experiment["modules"]:
            found[f"experiment/{name}.ko"] = (self.kernel / f"modules/{name}.ko").read_bytes()
        return found

    def network(self, part):
        """Guest ports on this machine. The kernel log leaves by the forwarded socket, and so from its address.

        QEMU can then not keep the guest from the rest of the network; nothing in the guest asks for it.
        """
        forwards = f"hostfwd=tcp:127.0.0.1:{self.ports.metrics}-10.0.2.15:9100"
        forwards += f",hostfwd=udp:{self.ports.address}:0-10.0.2.15:6665"
        return ["-netdev", f"user,id=net,{forwards}", "-device", "virtio-net-pci,netdev=net,romfile="]

    def recorder(self, part):
        return [
            "-chardev", "stdio,id=events,signal=on", "-device", "virtserialport,chardev=events,name=events",
        ]

    def command(self, part):
        """QEMU, ended after the guest's longest time even where the guest can no longer end itself."""
        return ["timeout", "--foreground", str(self.experiment["longest_s"]), *super().command(part)]

    def become(self):
        """Turns this process into the guest, so that who started it ends the guest by ending it."""
        sbin_path()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._write_disks(self.folder)
        command = self.command(self.folder)
        os.execvp(command[0], command)


def settings(experiment, ports):
    """The variables that guest/init reads."""
    words = {**WORKLOAD, "seed": experiment["seed"]}
    return (
        f"LATEST={experiment['longest_s']}\n"
        f"WORKLOAD='{' '.join(f'--{name} {value}' for name, value in words.items())}'\n"
        f"SYSCTLS='{' '.join(scenario.SYSCTLS)}'\n"
        "AGENT= CRASH=\n"
        f"CONSOLE_PORT={ports.console} EXPORTER=10.0.2.15:9100\n"
    )


def experiment(series, names, seed, longest_s):
    return {
        "kernel": series, "modules": [module.name for module in modules.read(names)], "seed": seed, "time": "real",
        "vcpus": 1, "memory_mib": 512, "crash_kernel": False, "comes_back": False, "longest_s": longest_s,
    }

# SPDX-License-Identifier: Apache-2.0
"""Shows that every module loads and that its functions are called: one guest per kernel loads them one by one."""

import shutil

from . import guestrun, modules, recording, scenario
from .progress import Failed, say

# A body that runs each billionth call runs never.
NEVER = 1_000_000_000


def experiment(series):
    return {
        "id": f"prove-{series}", "kernel": series, "vcpus": 1, "time": "instructions", "memory_mib": 768,
        "workload": {"name": "echo", "requests": 20, "fsyncs": 5, "mmaps": 3, "forks": 2, "phase": 1}, "seed": 1,
        "windows": {"warm_up_s": 0, "before_s": 0, "after_s": 4000}, "change_at_s": 20, "scrape_interval_s": 5,
        "disturbances": [], "late_module_at_s": None, "module": None, "crash_kernel": False, "comes_back": False,
    }


class Proof(guestrun.GuestRun):
    """A run whose scenario is the list of all modules."""

    def cpu_limit(self):
        return 3000

    def scenario_files(self):
        lines = ["at 15", "insmod /modules/dummy.ko && ip link set dummy0 up"]
        found = {"experiment/settings": scenario.settings(self.experiment).encode()}
        for module in modules.read():
            found[f"experiment/{module.name}.ko"] = (self.kernel / f"modules/{module.name}.ko").read_bytes()
            lines += [
                f"if load {module.name} every={NEVER}; then",
                f"  patch=/sys/kernel/livepatch/{module.name}",
                "  turns=0",
                "  while [ -e $patch ] && [ \"$(cat $patch/transition)\" = 1 ] && [ $turns -lt 60 ]; do",
                "    sleep 1",
                "    turns=$((turns + 1))",
                "  done",
                f"  started=$(cat /sys/module/{module.name}/parameters/counts)",
                "  sleep 5",
                f"  event counts {module.name} $turns $started $(cat /sys/module/{module.name}/parameters/counts)",
                "  if [ -e $patch ]; then",
                "    echo 0 >$patch/enabled",
                "    while [ -e $patch ]; do",
                "      sleep 1",
                "    done",
                "  fi",
                "  sleep 1",
                f"  rmmod {module.name}",
                f"  event removed {module.name} $?",
                "fi",
            ]
        found["experiment/scenario"] = ("\n".join(lines) + "\n").encode()
        return found


def prove(work, series, niceness):
    """Prints a row for each module; fails when one does not do what its kind says."""
    folder = work / f"prove-{series}"
    shutil.rmtree(folder, ignore_errors=True)
    Proof(experiment(series), work, folder, niceness).run(wall_limit=7200)
    events = recording.read_events(folder)
    loaded = {event.words[0]: event.words[1] == "0" for event in events if event.name == "load-ends"}
    counts = {event.words[0]: event.words[1:] for event in events if event.name == "counts"}
    wrong = []
    say("module         kind               loads  transition_s  calls_per_s  function")
    for module in modules.read():
        loads = loaded.get(module.name)
        turns, before, _, after, _ = counts.get(module.name, ("-", 0, 0, 0, 0))
        rate = (int(after) - int(before)) / 5
        say(f"{module.name}  {module.kind:18} {str(loads):6} {turns:>12} {rate:12.1f}  {module.at}")
        called = module.kind == "livepatch" and module.is_called_on(series)
        if loads is not (module.kind not in modules.REFUSED_KINDS) or called and rate == 0:
            wrong.append(module.name)
    if wrong:
        raise Failed("not as their kind says, or never called: " + " ".join(wrong))
    return 0

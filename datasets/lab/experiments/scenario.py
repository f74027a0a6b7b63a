# SPDX-License-Identifier: Apache-2.0
"""What the guest is told: the shell text of one experiment, read by guest/init."""

import shlex

from . import modules

# The same for every run. Shorter patience than Debian's, so that a stall or a hang is reported within the windows.
SYSCTLS = ("kernel.hung_task_timeout_secs=20", "kernel.watchdog_thresh=5")
# Without its self-tests of ciphers the kernel starts in 6 s instead of 10; retpolines are slow where QEMU translates.
BOOT_WORDS = "rcupdate.rcu_cpu_stall_timeout=8 cryptomgr.notests mitigations=off"
AFTER_REBOOT_S = 45
# A host whose PID 1 a patch has locked up is switched off so long after its window.
GRACE_S = 15


def settings(experiment):
    """The variables that guest/init reads before it starts the host's programs."""
    load, agent = experiment["workload"], f"--every {experiment['scrape_interval_s']} --seed {experiment['seed']}"
    words = [f"--{name} {load[name]}" for name in ("requests", "fsyncs", "mmaps", "forks", "phase")]
    words.append(f"--seed {experiment['seed']}")
    for each in experiment["disturbances"]:
        if each["kind"] == "load-shift":
            words.append(f"--shift-at {each['starts_at_s']} --shift-by {each['factor']}")
        elif each["kind"] == "sick":
            words.append(f"--fail {each['percent']}")
        elif each["kind"] == "scrapes-lost":
            agent += f" --lose {each['percent']}"
        elif each["kind"] == "scrape-gap":
            agent += f" --gap {each['starts_at_s']} {each['starts_at_s'] + each['lasts_s']}"
    latest = experiment["change_at_s"] + experiment["windows"]["after_s"] + GRACE_S
    values = {
        "LATEST": f"{latest:.0f}", "WORKLOAD": " ".join(words), "AGENT": agent, "SYSCTLS": " ".join(SYSCTLS),
        "CRASH": "yes" if experiment["crash_kernel"] else "",
    }
    return "".join(f"{name}={shlex.quote(value)}\n" for name, value in values.items())


def disturbance(each):
    """The command that starts a disturbance; None where the workload or the agent does it."""
    kind = each["kind"]
    if kind == "neighbour":
        return f"disturb neighbour {each['percent']} {each['lasts_s']} &"
    if kind == "backup":
        return f"disturb backup {each['lasts_s']} &"
    if kind == "memory-pressure":
        return f"disturb pressure {each['mib']} {each['lasts_s']} &"
    if kind == "clock-step":
        return f"disturb clock-step {each['seconds']}"
    if kind == "clock-drift":
        return f"disturb clock-drift {each['ppm']}"
    if kind == "tracing":
        return f"trace {each['function']}"
    return "plan_reboot" if kind == "planned-reboot" else None


def change(experiment):
    """(time, command) pairs of the change itself."""
    at, name = experiment["change_at_s"], experiment["module"]
    if name is None:
        return [(at, "event instant")]
    words = " ".join(f"{key}={value}" for key, value in sorted(experiment["parameters"].items()))
    load = f"load {name} {words}".strip()
    transition = experiment["transition"]
    if transition == "plain":
        return [(at, load)]
    if transition == "mixed":
        return [(at, load), (at + experiment["windows"]["after_s"] / 2, f"load {experiment['second']}")]
    steps = [(at - 2, f"disturb hold {experiment['held_s']} &"), (at, load)]
    if transition == "reverted":
        steps.append((at + 24, f"patch_switch {name}/enabled 0"))
    elif transition == "forced":
        steps.append((at + 24, f"patch_switch {name}/force 1"))
    return steps


def scenario(experiment):
    """The shell text that guest/init runs when the host is up."""
    windows = experiment["windows"]
    steps = change(experiment)
    for each in experiment["disturbances"]:
        command = disturbance(each)
        if command:
            steps.append((each["starts_at_s"], command))
    if experiment["late_module_at_s"] is not None:
        steps.append((experiment["late_module_at_s"], "insmod /modules/dummy.ko && ip link set dummy0 up"))
    ends = experiment["change_at_s"] + windows["after_s"]
    lines = [
        "if [ -e /data/began ]; then",
        f"  sleep {AFTER_REBOOT_S}",
        "  return 0",
        "fi",
        "touch /data/began",
        "sync",
    ]
    for when, command in sorted(steps, key=lambda step: step[0]):
        if when < ends:
            lines += [f"at {when:.2f}", command]
    lines.append(f"at {ends:.2f}")
    if experiment["module"] is not None:
        lines.append(f"event counts \"$(cat /sys/module/{experiment['module']}/parameters/counts)\"")
    return "\n".join(lines) + "\n"


def files(experiment, kernel):
    """All files of an experiment by their path in the guest."""
    found = {
        "experiment/settings": settings(experiment).encode(),
        "experiment/scenario": scenario(experiment).encode(),
    }
    for name in filter(None, (experiment["module"], experiment.get("second"))):
        module = modules.by_name(name)
        found[f"experiment/{module.name}.ko"] = (kernel / "modules" / f"{module.name}.ko").read_bytes()
    return found

# SPDX-License-Identifier: Apache-2.0
"""Turns what runs recorded into captures: folders in the format that tests, training and replay read."""

import base64
import json
import re

from . import modules, recording
from .progress import say
from pack import FORMAT_2, SUMS, compact, compressed, pack_row, sums  # the format's own packing, beside this package

# Where the guest never came to the change.
NO_CHANGE = "the guest did not reach the change"


def pack_runs(runs, target):
    """Packs every finished run of a folder; tells those that hold no measurement and leaves them out."""
    packed, refused = 0, []
    for folder in sorted(path.parent for path in runs.glob("*/result.json") if not path.parent.name.endswith(".part")):
        problem = pack_run(folder, target / folder.name)
        packed += problem is None
        if problem:
            refused.append(f"{folder.name}: {problem}")
    (target / SUMS).write_text(sums(target), encoding="utf-8")
    say("\n".join([*refused, f"{packed} captures in {target}, {len(refused)} runs left out"]))
    return 1 if packed == 0 else 0


def pack_run(folder, target):
    """Writes one capture; returns why not where it holds none."""
    experiment = json.loads((folder / "experiment.json").read_text(encoding="utf-8"))
    result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    events = recording.read_events(folder)
    frames, passed = recording.read_frames(folder)
    datagrams = recording.read_datagrams(folder)
    if change_of(experiment, events) is None:
        return NO_CHANGE
    result["bytes_passed_over"] = passed
    meta = meta_of(experiment, result, events, frames, datagrams)
    if (folder / "vmcore.bytes").exists():
        meta["vmcore_bytes"] = int((folder / "vmcore.bytes").read_text() or 0)
    target.mkdir(parents=True, exist_ok=True)
    files = {
        "meta.json": (json.dumps({"format": FORMAT_2, "id": folder.name, **meta}, indent=1) + "\n").encode(),
        "scrapes.jsonl.gz": lines(scrape_rows(frames)),
        "netconsole.jsonl.gz": lines({"at": each.at, "datagram": base64.b64encode(each.content).decode()}
                                     for each in datagrams),
        "livepatch.jsonl.gz": lines({"t": each.t, "sysfs": text(each)} for each in frames if each.kind == "sysfs"),
        "host.jsonl.gz": lines(host_rows(frames)),
    }
    if (folder / "vmcore-dmesg.txt").exists():
        files["vmcore-dmesg.txt.gz"] = compressed((folder / "vmcore-dmesg.txt").read_bytes())
    for name, content in files.items():
        (target / name).write_bytes(content)
    return None


def lines(rows):
    return compressed("".join(compact(row) + "\n" for row in rows).encode("utf-8"))


def text(frame):
    return frame.content.decode("utf-8", "replace")


def scrape_rows(frames):
    before = None
    for frame in frames:
        if frame.kind == "scrape":
            body = text(frame)
            yield pack_row({"t": frame.t, "duration_ms": frame.duration_ms, "body": body}, before)
            before = body.split("\n")


def host_rows(frames):
    """What no exporter shows, a row a scrape; of what is the same as in the row before only the time is written."""
    before = None
    for frame in frames:
        if frame.kind != "host":
            continue
        row = host_of(text(frame))
        yield {"t": frame.t} if row == before else {"t": frame.t, **row}
        before = row


def host_of(content):
    """The agent's text as a row: counts, functions that ftrace redirects, kprobes, tasks that hold up a transition."""
    head, _, functions = content.partition("enabled_functions\n")
    functions, _, kprobes = functions.partition("kprobes\n")
    row = {"transition": None, "blockers": [], "enabled_functions": functions.splitlines(),
           "kprobes": kprobes.splitlines()}
    for line in head.splitlines():
        name, _, value = line.partition(" ")
        if name in ("oops_count", "warn_count"):
            row[name] = int(value)
        elif name == "transition":
            row["transition"] = value
        elif name == "blocker":
            row["blockers"].append({"comm": value, "stack": []})
        elif row["blockers"] and line:
            row["blockers"][-1]["stack"].append(re.sub(r"^\[<0>\] ", "", line))
    return row


def first(events, name):
    return next((event for event in events if event.name == name), None)


def change_of(experiment, events):
    """The patch instant, or a control's pseudo-instant, both read from the same clock in the same way."""
    event = first(events, "load-begins" if experiment["module"] else "instant")
    return event.t if event else None


def meta_of(experiment, result, events, frames, datagrams):
    """All that a capture says of itself. Scoring must never read label, fault, parameters, design or names."""
    design = {key: experiment[key] for key in (
        "wave", "part", "workload", "windows", "disturbances", "late_module_at_s", "crash_kernel", "comes_back",
        "transition")}
    design["measured"] = {key: result[key] for key in ("ended", "wall_s", "cpu_s", "bytes_passed_over")}
    design["counts"] = [" ".join(event.words) for event in events if event.name == "counts"]
    design["loads"] = [[event.t, *event.words] for event in events if event.name == "load-ends"]
    design["switches"] = [[event.t, *event.words] for event in events if event.name == "switch"]
    meta = {
        "kernel": result["kernel_release"], "arch": "x86_64",
        "host": {"vcpus": experiment["vcpus"], "memory_mib": experiment["memory_mib"]},
        "clock": "guest uptime, seconds", "time": experiment["time"],
        "scrape_interval_s": experiment["scrape_interval_s"],
        "workload": {**experiment["workload"], "seed": experiment["seed"]},
        "patch": None, "sham": None, "change_at_s": change_of(experiment, events),
        "label": experiment["label"], "fault": experiment["fault"], "vmcore_bytes": None,
        "scrapes": sum(frame.kind == "scrape" for frame in frames), "datagrams": len(datagrams), "design": design,
    }
    if experiment["module"]:
        loaded = {**load_of(experiment, events), "bytes": result.get("module_bytes")}
        meta["sham" if experiment.get("control") else "patch"] = loaded
    return meta


def load_of(experiment, events):
    module = modules.by_name(experiment["module"])
    begins, ends = first(events, "load-begins"), first(events, "load-ends")
    # A host that dies while it loads never tells the result; the kernel had taken the patch.
    return {
        "name": module.name, "functions": list(module.functions), "load_at_s": begins.t,
        "load_rc": int(ends.words[1]) if ends else 0, "load_done_s": ends.t if ends else begins.t,
        "kind": module.kind, "body": module.body, "at": module.at, "replace": module.replace,
        "callbacks": module.callbacks, "shadow": module.shadow, "parameters": experiment["parameters"],
    }

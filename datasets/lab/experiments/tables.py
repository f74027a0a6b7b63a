# SPDX-License-Identifier: Apache-2.0
"""Counts of what is in a folder of captures or in a plan, as tables in Markdown."""

import collections
import json

from . import modules
from .progress import Failed, say


def metas_in(folder):
    """What the captures of a folder say of themselves; none where it is not there or holds none of this lab."""
    metas = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*/meta.json"))]
    return [meta for meta in metas if "design" in meta]


def read_metas(path):
    """What the captures of a folder say of themselves, or what the experiments of a plan file are meant to be."""
    if path.is_file():
        experiments = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return [planned(experiment) for experiment in experiments]
    metas = metas_in(path)
    if not metas:
        raise Failed(f"{path} holds no captures of this lab")
    return metas


def planned(experiment):
    """An experiment in the shape of a capture's meta.json."""
    loaded = None
    if experiment["module"]:
        module = modules.by_name(experiment["module"])
        loaded = {"name": module.name, "functions": list(module.functions), "at": module.at, "body": module.body,
                  "replace": module.replace, "callbacks": module.callbacks, "shadow": module.shadow}
    is_control = bool(experiment.get("control"))
    return {
        **{key: experiment[key] for key in ("id", "kernel", "time", "scrape_interval_s", "workload", "label", "fault")},
        "host": {"vcpus": experiment["vcpus"], "memory_mib": experiment["memory_mib"]},
        "patch": None if is_control else loaded, "sham": loaded if is_control else None,
        "change_at_s": experiment["change_at_s"], "design": experiment,
    }


def role(meta):
    """harmful, benign, mixed, refused, sham, untouched, or what became of the transition."""
    if meta["patch"]:
        return meta["label"] if meta["label"] != "stalled" else meta["design"]["transition"]
    return "sham" if meta["sham"] else "untouched"


def windows(meta):
    return "{before_s} + {after_s} s".format(**meta["design"]["windows"])


def disturbance(meta):
    return ", ".join(each["kind"] for each in meta["design"]["disturbances"]) or "none"


DESIGN = {
    "part": lambda meta: meta["design"]["part"],
    "kernel": lambda meta: meta["kernel"],
    "clock": lambda meta: meta["time"],
    "CPUs": lambda meta: meta["host"]["vcpus"],
    "memory": lambda meta: f"{meta['host']['memory_mib']} MiB",
    "workload": lambda meta: meta["workload"]["name"],
    "load level": lambda meta: meta["workload"]["level"],
    "windows": windows,
    "scrape interval": lambda meta: f"{meta['scrape_interval_s']} s",
    "disturbance": disturbance,
    "crash kernel": lambda meta: "yes" if meta["design"]["crash_kernel"] else "no",
    "late module": lambda meta: "yes" if meta["design"]["late_module_at_s"] is not None else "no",
}


def markdown(head, rows):
    text = [list(head), ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in text)


def families(metas):
    """Captures of each family and dose."""
    counts = collections.Counter()
    for meta in metas:
        fault = meta["fault"] or {"family": role(meta), "parameters": ""}
        counts[meta["label"], fault["family"], fault["parameters"]] += 1
    return [(*key, count) for key, count in sorted(counts.items())]


def across(metas, value):
    """Captures of each role for each value of a variable."""
    roles = sorted({role(meta) for meta in metas})
    counts = collections.Counter((str(value(meta)), role(meta)) for meta in metas)
    values = sorted({key[0] for key in counts})
    return roles, [(each, *(counts[each, name] for name in roles)) for each in values]


FAMILY = ("label", "family", "dose", "captures")


def by_design(metas):
    """A table for each variable of the design."""
    found = ((name, *across(metas, value)) for name, value in DESIGN.items())
    return "\n\n".join(markdown([name, *roles], rows) for name, roles, rows in found)


def by_function(metas):
    patched = [meta for meta in metas if meta["patch"]]
    roles, rows = across(patched, lambda meta: meta["patch"]["at"])
    return markdown(["function", *roles], rows)


def show(path):
    metas = read_metas(path)
    say("\n\n".join((markdown(FAMILY, families(metas)), by_design(metas), by_function(metas))))
    return 0

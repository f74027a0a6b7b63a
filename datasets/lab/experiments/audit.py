# SPDX-License-Identifier: Apache-2.0
"""The leak audit: no single field of the design may tell harmful patches from benign ones, or patched hosts from sham.

For each field the area under the ROC curve (the probability that a random member of one class has a larger value than
one of the other, ties half) is computed and folded at 0.5; a field of names is scored by leave-one-out shares, so that
a value seen once tells nothing. 0.6 is the limit. With few captures chance alone passes it: each row has the standard
error of an AUC without effect (Hanley and McNeil 1982), and a field fails when it is past the limit by 1.64 of them.

Each part is compared with the others too. What a host has of its own must not tell them apart; what a wave has is one
draw for all its hosts, and with a handful of waves a part the parts differ in it: that is shown, and fails nothing.
"""

import collections
import gzip
import json
import math

from . import tables
from .parts import PARTS
from .progress import say

LIMIT = 0.6
ONE_SIDED_95 = 1.64


def auc(low, high):
    """P(a value of `high` > one of `low`) + half of the ties; None when a class is empty."""
    if not low or not high:
        return None
    ranks, values = {}, sorted(low + high)
    at = 0
    while at < len(values):
        end = at
        while end < len(values) and values[end] == values[at]:
            end += 1
        ranks[values[at]] = (at + 1 + end) / 2
        at = end
    total = sum(ranks[value] for value in high)
    return (total - len(high) * (len(high) + 1) / 2) / (len(low) * len(high))


def chance_error(n, m):
    """Standard deviation of the AUC of n and m values from the same distribution."""
    return math.sqrt((n + m + 1) / (12 * n * m))


def as_numbers(values, classes):
    """Values as numbers; names become the share of class 1 among the others with the same name."""
    if all(isinstance(value, (int, float)) for value in values):
        return [float(value) for value in values]
    seen, ones = collections.Counter(values), collections.Counter(v for v, c in zip(values, classes) if c)
    share = sum(classes) / len(classes)
    # Two pseudo-counts at the overall share: a name that stands alone scores the share itself.
    return [(ones[v] - c + 2 * share) / (seen[v] - 1 + 2) for v, c in zip(values, classes)]


def score(values, classes):
    """(folded AUC, its error by chance) of one field, or None when it cannot be had."""
    numbers = as_numbers(values, classes)
    high = [number for number, one in zip(numbers, classes) if one]
    low = [number for number, one in zip(numbers, classes) if not one]
    found = auc(low, high)
    if found is None:
        return None
    named = not all(isinstance(value, (int, float)) for value in values)
    # Leaving one out biases names that tell nothing below 0.5, so only what is above counts for them.
    return (max(found, .5) if named else max(found, 1 - found)), chance_error(len(low), len(high))


def first_disturbance(meta, key, otherwise):
    found = meta["design"]["disturbances"]
    return found[0].get(key, otherwise) if found else otherwise


FIELDS = {
    "kernel": lambda meta: meta["kernel"],
    "clock": lambda meta: meta["time"],
    "memory": lambda meta: meta["host"]["memory_mib"],
    "CPUs": lambda meta: meta["host"]["vcpus"],
    "workload": lambda meta: meta["workload"]["name"],
    "load level": lambda meta: meta["workload"]["level"],
    "rhythm": lambda meta: meta["workload"]["phase"],
    "seed": lambda meta: meta["workload"].get("seed", 0),
    "scrape interval": lambda meta: meta["scrape_interval_s"],
    "window before": lambda meta: meta["design"]["windows"]["before_s"],
    "window after": lambda meta: meta["design"]["windows"]["after_s"],
    "change instant": lambda meta: meta["change_at_s"],
    "digits of the instant": lambda meta: len(repr(meta["change_at_s"])),
    "disturbance": tables.disturbance,
    "disturbance start": lambda meta: first_disturbance(meta, "starts_at_s", 0) - meta["change_at_s"],
    "disturbance length": lambda meta: first_disturbance(meta, "lasts_s", 0),
    "crash kernel": lambda meta: int(meta["design"]["crash_kernel"]),
    "comes back": lambda meta: int(meta["design"]["comes_back"]),
    "late module": lambda meta: meta["design"]["late_module_at_s"] or 0,
}
LOAD_FIELDS = {
    "function": lambda loaded: loaded["at"],
    "functions": lambda loaded: len(loaded["functions"]),
    "replace": lambda loaded: int(loaded["replace"]),
    "callbacks": lambda loaded: int(loaded["callbacks"]),
    "shadow": lambda loaded: int(loaded["shadow"]),
}
# Fields of a host that know nothing of its wave's windows.
OF_HOST = ("memory", "seed", "disturbance", "crash kernel", "comes back")
# What is measured before the change, and so cannot know of it.
MEASURED_BEFORE = ("scrapes before", "bytes a scrape before", "datagrams before", "scrape time before")


def measured_before(folder, change_at):
    """What a capture recorded before its change: counts and means."""
    with gzip.open(folder / "scrapes.jsonl.gz", "rt", encoding="utf-8") as lines:
        scrapes = [json.loads(line) for line in lines]
    before = [row for row in scrapes if row["t"] < change_at]
    sizes = [len(row["body"]) for row in before if "body" in row]
    with gzip.open(folder / "netconsole.jsonl.gz", "rt", encoding="utf-8") as lines:
        datagrams = sum(json.loads(line)["at"] < change_at for line in lines)
    durations = sorted(row["duration_ms"] for row in before)
    middle = durations[len(durations) // 2] if durations else 0
    return dict(zip(MEASURED_BEFORE, (len(before), sizes[0] if sizes else 0, datagrams, middle)))


def comparisons(metas):
    """(title, metas, classes, whether a module was loaded in all of them)."""
    patched = [meta for meta in metas if tables.role(meta) in ("harmful", "benign")]
    sham = [meta for meta in metas if tables.role(meta) == "sham"]
    yield "harmful against benign", patched, [int(meta["label"] == "harmful") for meta in patched], True
    yield "patched against sham", patched + sham, [1] * len(patched) + [0] * len(sham), False


def rows(metas, classes, with_load):
    """One row a field: name, AUC, error, verdict."""
    fields = {name: [get(meta) for meta in metas] for name, get in FIELDS.items()}
    if with_load:
        fields.update({name: [get(meta["patch"]) for meta in metas] for name, get in LOAD_FIELDS.items()})
        if all(meta["patch"].get("bytes") for meta in metas):
            fields["module bytes"] = [meta["patch"]["bytes"] for meta in metas]
        if all("load_at_s" in meta["patch"] for meta in metas):
            fields["load duration"] = [m["patch"]["load_done_s"] - m["patch"]["load_at_s"] for m in metas]
    if all("before" in meta for meta in metas):
        fields.update({name: [meta["before"][name] for meta in metas] for name in MEASURED_BEFORE})
    for name, values in fields.items():
        found = score(values, classes)
        if found:
            value, error = found
            past = value - LIMIT
            verdict = "LEAK" if past > ONE_SIDED_95 * error else "past the limit, by chance?" if past >= 0 else ""
            yield name, f"{value:.3f}", f"{error:.3f}", verdict


def parts_of(metas):
    """The parts of which there are captures, where there is more than one to compare."""
    parts = [part for part in PARTS if any(meta["design"]["part"] == part for meta in metas)]
    return parts if len(parts) > 1 else []


def part_rows(metas, parts):
    """One row a field: how well it tells each part from the others; only fields of the host can leak."""
    for name, get in FIELDS.items():
        row, values, leaks = [], [get(meta) for meta in metas], False
        for part in parts:
            value, error = score(values, [int(meta["design"]["part"] == part) for meta in metas])
            row.append(f"{value:.3f}")
            leaks |= name in OF_HOST and value - LIMIT > ONE_SIDED_95 * error
        yield name, *row, "LEAK" if leaks else "" if name in OF_HOST else "of the wave"


def text(path, metas):
    """(the audit's tables, number of fields that leak)."""
    if path.is_dir():
        for meta in metas:
            meta["before"] = measured_before(path / meta["id"], meta["change_at_s"])
    leaks, shown = 0, []
    for title, chosen, classes, with_load in comparisons(metas):
        found = list(rows(chosen, classes, with_load))
        leaks += sum(row[-1] == "LEAK" for row in found)
        shown.append(f"{title}: {sum(classes)} and {len(classes) - sum(classes)}")
        shown.append(tables.markdown(["field", "AUC", "error by chance", "verdict"], found))
    parts = parts_of(metas)
    if parts:
        found = list(part_rows(metas, parts))
        leaks += sum(row[-1] == "LEAK" for row in found)
        shown += ["each part against the others", tables.markdown(["field", *parts, "verdict"], found)]
    return "\n\n".join(shown), leaks


def show(path):
    """Prints the audit; 1 when a field leaks."""
    shown, leaks = text(path, tables.read_metas(path))
    say(f"{shown}\n\n{leaks} fields leak")
    return 1 if leaks else 0

# SPDX-License-Identifier: Apache-2.0
"""Splits captures into train, validation and test, so that test holds families and functions training never saw.

A patched capture has a fault family (or none) and a function at which its body stands; each of the two may be held
out. The stricter wins: test before validation before train. So a module, all benign modules of one function, and all
modules of a held-out family are in one part each, and train has no capture of a family or function that is held out
for another part. What follows from that: test also has known faults in new functions, and new faults in known ones.
Controls have neither; those of a wave are shared out among the parts that its patched captures are in.
"""

import collections
import csv
import io

from . import tables
from .progress import Failed, say

FILE = "split.csv"
PARTS = ("train", "validation", "test")
# Chosen before any model was trained on these captures: test gets one of the five silent families, both functions in
# which it stands, faults that only a log shows (refcount) and such that no log shows (softirq-hog, lock-contention).
FAMILIES = {
    "test": ("drop", "softirq-hog", "refcount", "lock-contention"),
    "validation": ("rcu-stall", "missing-unlock", "use-after-free", "leak-socket"),
}
FUNCTIONS = {
    "test": ("tcp_v4_rcv", "__ip_queue_xmit", "vfs_fsync_range", "kernel_clone", "inet_accept", "pipe_read"),
    "validation": ("inet_recvmsg", "vmstat_show", "vfs_open", "pipe_write"),
}


def held_out(names, name):
    """The part for which a name is held out."""
    return next((part for part, held in names.items() if name in held), "train")


def of_patched(meta):
    """(part, reason) of a capture with a patch."""
    loaded, family = meta["patch"], meta["fault"]["family"] if meta["fault"] else None
    by_family, by_function = held_out(FAMILIES, family), held_out(FUNCTIONS, loaded["at"])
    part = max(by_family, by_function, key=PARTS.index)
    if part == "train":
        return part, "neither family nor function is held out"
    reasons = [f"family {family}"] * (by_family == part) + [f"function {loaded['at']}"] * (by_function == part)
    return part, " and ".join(reasons)


def shares(weights, count):
    """How many of `count` things each part gets: one each where there are enough, the rest by largest remainder."""
    parts = [part for part in PARTS if weights[part]]
    given = dict.fromkeys(parts, int(count >= len(parts)))
    left, total = count - sum(given.values()), sum(weights[part] for part in parts)
    exact = {part: left * weights[part] / total for part in parts}
    for part in parts:
        given[part] += int(exact[part])
    rest = count - sum(given.values())
    for part in sorted(parts, key=lambda name: (int(exact[name]) - exact[name], PARTS.index(name)))[:rest]:
        given[part] += 1
    return given


def split(metas):
    """Identifier to (part, reason), for every capture."""
    found = {meta["id"]: of_patched(meta) for meta in metas if meta["patch"]}
    waves = collections.defaultdict(collections.Counter)
    controls = collections.defaultdict(list)
    for meta in metas:
        wave = meta["design"]["wave"]
        if meta["patch"]:
            waves[wave][found[meta["id"]][0]] += 1
        else:
            controls[wave].append(meta["id"])
    for wave, names in controls.items():
        names.sort()
        weights = waves[wave] or collections.Counter(train=1)
        for part, count in shares(weights, len(names)).items():
            for name in names[:count]:
                found[name] = (part, f"one of {count} controls of {wave} for it")
            del names[:count]
    return dict(sorted(found.items()))


def text(metas):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("capture", "part", "reason"))
    writer.writerows((name, part, reason) for name, (part, reason) in split(metas).items())
    return out.getvalue()


def write(folder, check):
    """Writes split.csv into a folder of captures; with `check` demands that it is there as it would be written."""
    wanted = text(tables.read_metas(folder))
    file = folder / FILE
    if not check:
        file.write_text(wanted, encoding="utf-8")
    elif not file.exists() or file.read_text(encoding="utf-8") != wanted:
        raise Failed(f"{file} is not what `lab split` writes")
    parts = collections.Counter(line.split(",")[1] for line in wanted.splitlines()[1:])
    say(f"{file}: " + ", ".join(f"{parts[part]} {part}" for part in PARTS))
    return 0

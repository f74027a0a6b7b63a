# SPDX-License-Identifier: Apache-2.0
"""Splits captures into train, validation and test: each wave is in one part, with all of its controls.

The plan draws a wave for a part, from the families and functions of that part (`parts.py`); the split reads the part
and demands that the wave keeps to it. So no family and no function of test is in train, each run is in one part, and
every cohort has controls of its own wave. Transitions that stall are at one function in every part.
"""

import collections
import csv
import io

from . import tables
from .parts import FAMILIES, FUNCTIONS, PARTS, TRANSITION_AT, part_of
from .progress import Failed, say

FILE = "split.csv"


def strangers(meta):
    """What a capture has of another part: its fault family, its function."""
    part, found = meta["design"]["part"], []
    if meta["fault"] and part_of(FAMILIES, meta["fault"]["family"]) != part:
        found.append(meta["fault"]["family"])
    if meta["patch"] and part_of(FUNCTIONS, meta["patch"]["at"]) != part:
        found.append(meta["patch"]["at"])
    return [] if meta["label"] == "stalled" and found == [TRANSITION_AT] else found


def split(metas):
    """Identifier to (part, reason), for every capture."""
    parts = collections.defaultdict(set)
    for meta in metas:
        parts[meta["design"]["wave"]].add(meta["design"]["part"])
        if meta["design"]["part"] not in PARTS or strangers(meta):
            raise Failed(f"{meta['id']} is not of {meta['design']['part']}: {' '.join(strangers(meta))}")
    torn = sorted(wave for wave, found in parts.items() if len(found) > 1)
    if torn:
        raise Failed(f"more than one part in {' '.join(torn)}")
    return {meta["id"]: (meta["design"]["part"], f"wave {meta['design']['wave']}")
            for meta in sorted(metas, key=lambda meta: meta["id"])}


def text(metas):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("capture", "part", "reason"))
    writer.writerows((name, part, reason) for name, (part, reason) in split(metas).items())
    return out.getvalue()


def write(folder, check):
    """Writes split.csv into a folder of captures; with `check` demands that it is there as it would be written."""
    metas = tables.metas_in(folder)
    if not metas:
        say(f"{folder}: no captures yet")
        return 0
    wanted, file = text(metas), folder / FILE
    if not check:
        file.write_text(wanted, encoding="utf-8")
    elif not file.exists() or file.read_text(encoding="utf-8") != wanted:
        raise Failed(f"{file} is not what `lab split` writes")
    parts = collections.Counter(line.split(",")[1] for line in wanted.splitlines()[1:])
    say(f"{file}: " + ", ".join(f"{parts[part]} {part}" for part in PARTS))
    return 0

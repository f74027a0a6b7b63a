# SPDX-License-Identifier: Apache-2.0
"""The part of DATASHEET.md that is counted from the files: how many captures of what, the split, the leak audit."""

import collections

from . import audit, split, tables
from .parts import PARTS
from .progress import Failed, say

FILE = "DATASHEET.md"
BEGINS, ENDS = "<!-- counted by `lab datasheet`: begins -->", "<!-- counted by `lab datasheet`: ends -->"


def roles(metas):
    counts = collections.Counter(tables.role(meta) for meta in metas)
    return tables.markdown(["role", "captures"], [*sorted(counts.items()), ("all", len(metas))])


def seconds(metas):
    """What was spent and observed."""
    measured = [meta["design"]["measured"] for meta in metas]
    hours = sum(each["cpu_s"] for each in measured) / 3600
    guest = sum(sum(meta["design"]["windows"].values()) for meta in metas) / 3600
    ends = collections.Counter(each["ended"] for each in measured)
    shown = ", ".join(f"{count} {end}" for end, count in sorted(ends.items()))
    return (f"{guest:.1f} host-hours were observed in {hours:.1f} CPU-hours, "
            f"{3600 * hours / len(metas):.0f} CPU-seconds a capture. How the guests ended: {shown}.")


def by_part(metas):
    """Waves and captures of each role in each part, its families and its functions."""
    split.split(metas)  # fails where a wave has what belongs to another part
    roles_found = sorted({tables.role(meta) for meta in metas})
    rows = []
    for part in PARTS:
        mine = [meta for meta in metas if meta["design"]["part"] == part]
        counts = collections.Counter(tables.role(meta) for meta in mine)
        families = sorted({meta["fault"]["family"] for meta in mine if meta["fault"]})
        functions = sorted({meta["patch"]["at"] for meta in mine if meta["patch"]})
        waves = len({meta["design"]["wave"] for meta in mine})
        rows.append((part, waves, *(counts[name] for name in roles_found), " ".join(families), " ".join(functions)))
    return tables.markdown(["part", "waves", *roles_found, "families", "functions"], rows)


def text(folder):
    """The counted part, and the number of fields that leak."""
    metas = tables.metas_in(folder)
    if not metas:
        return "No captures yet.", 0
    audited, leaks = audit.text(folder, metas)
    pieces = [
        roles(metas), seconds(metas),
        "### By label, family and dose", tables.markdown(tables.FAMILY, tables.families(metas)),
        "### By design", tables.by_design(metas), "### By function", tables.by_function(metas),
        "### By part", by_part(metas), "### The leak audit", audited,
    ]
    return "\n\n".join(pieces), leaks


def write(folder, check):
    """Writes the counted part between its marks; with `check` demands that it is there as it would be written."""
    file = folder / FILE
    if not file.exists() and not tables.metas_in(folder):
        say(f"{folder}: no captures yet")
        return 0
    old = file.read_text(encoding="utf-8")
    if old.count(BEGINS) != 1 or old.count(ENDS) != 1:
        raise Failed(f"{file} needs one line {BEGINS} and one {ENDS}")
    counted, leaks = text(folder)
    head, tail = old.split(BEGINS)[0], old.split(ENDS)[1]
    new = f"{head}{BEGINS}\n\n{counted}\n\n{ENDS}{tail}"
    if not check:
        file.write_text(new, encoding="utf-8")
    elif new != old:
        raise Failed(f"{file} does not count what is in {folder}: run `lab datasheet {folder}`")
    say(f"{file} counts what is there; {leaks} fields of the design leak")
    return 1 if leaks else 0

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Packs captures of format 1 into format 2, without loss.

Format 2 differs in `scrapes.jsonl.gz` only: a row either has the whole `body`, or, where that is smaller,
`delta` ([[line index, line], ...]) and `lines`: the body is the body of the row before it, split at line feeds,
cut or padded with empty lines to `lines` lines, with the lines at those indices replaced, joined by line feeds.

    pack.py SOURCE TARGET           packs every capture folder of SOURCE into TARGET and writes TARGET/SHA256SUMS
    pack.py --check SOURCE TARGET   unpacks TARGET and compares it with SOURCE, byte by byte where bytes were kept
"""

import argparse
import gzip
import hashlib
import json
import pathlib
import sys

FORMAT_1 = "patchrisk-capture/1"
FORMAT_2 = "patchrisk-capture/2"
SUMS = "SHA256SUMS"


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def compressed(content):
    """gzip without a time stamp: the same content and zlib give the same file."""
    return gzip.compress(content, compresslevel=9, mtime=0)


def difference(before, after):
    """The lines of `after` that are not what `before`, cut or padded to its length, has in their place."""
    padded = before[: len(after)] + [""] * (len(after) - len(before))
    return [[i, line] for i, (old, line) in enumerate(zip(padded, after)) if old != line]


def applied(before, delta, count):
    lines = before[:count] + [""] * (count - len(before))
    for index, line in delta:
        lines[index] = line
    return lines


def pack_row(row, before):
    """The row with its body as a difference where that is smaller; `before` are the lines of the row before it."""
    body = row["body"]
    if body == "" or before is None:
        return row
    after = body.split("\n")
    rest = {key: value for key, value in row.items() if key != "body"}
    packed = {**rest, "delta": difference(before, after), "lines": len(after)}
    return packed if len(compact(packed)) < len(compact(row)) else row


def unpack_row(row, before):
    if "body" in row:
        return row
    rest = {key: value for key, value in row.items() if key not in ("delta", "lines")}
    return {**rest, "body": "\n".join(applied(before, row["delta"], row["lines"]))}


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield json.loads(line)


def pack_scrapes(path):
    packed, before = [], None
    for row in rows(path):
        packed.append(compact(pack_row(row, before)))
        before = row["body"].split("\n")
    return "".join(line + "\n" for line in packed).encode("utf-8")


def unpack_scrapes(path):
    before = None
    for row in rows(path):
        unpacked = unpack_row(row, before)
        before = unpacked["body"].split("\n")
        yield unpacked


def pack_meta(content, old, new):
    """Replaces the format's name and nothing else."""
    text = content.decode("utf-8")
    named = f'"format": "{old}"'
    if text.count(named) != 1:
        raise ValueError(f"meta.json does not say {named} exactly once")
    return text.replace(named, f'"format": "{new}"').encode("utf-8")


def capture_folders(folder):
    return sorted(meta.parent for meta in folder.glob("*/meta.json"))


def pack_capture(source, target):
    target.mkdir(parents=True, exist_ok=True)
    for file in sorted(source.iterdir()):
        if file.name == "meta.json":
            content = pack_meta(file.read_bytes(), FORMAT_1, FORMAT_2)
        elif file.name == "scrapes.jsonl.gz":
            content = compressed(pack_scrapes(file))
        elif file.suffix == ".gz":
            content = compressed(gzip.decompress(file.read_bytes()))
        else:
            content = file.read_bytes()
        (target / file.name).write_bytes(content)


def sums(target):
    files = sorted(file for folder in capture_folders(target) for file in folder.iterdir())
    digests = ((hashlib.sha256(file.read_bytes()).hexdigest(), file.relative_to(target)) for file in files)
    return "".join(f"{digest}  {name}\n" for digest, name in digests)


def differences(source, target):
    """What is not the same in the two forms of one capture, as sentences."""
    names = [sorted(file.name for file in folder.iterdir()) for folder in (source, target)]
    if names[0] != names[1]:
        yield f"{target}: has the files {names[1]}, the original has {names[0]}"
        return
    for name in names[0]:
        old, new = source / name, target / name
        if name == "meta.json":
            same = old.read_bytes() == pack_meta(new.read_bytes(), FORMAT_2, FORMAT_1)
        elif name == "scrapes.jsonl.gz":
            # Compared as written JSON: 2.50 and 2.5 would be told apart, as would another order of keys.
            unpacked = "".join(json.dumps(row) + "\n" for row in unpack_scrapes(new))
            same = gzip.decompress(old.read_bytes()) == unpacked.encode("utf-8")
        elif name.endswith(".gz"):
            same = gzip.decompress(old.read_bytes()) == gzip.decompress(new.read_bytes())
        else:
            same = old.read_bytes() == new.read_bytes()
        if not same:
            yield f"{new}: differs from the original"


def size(folder):
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def pack(source, target):
    folders = capture_folders(source)
    for folder in folders:
        pack_capture(folder, target / folder.name)
    (target / SUMS).write_text(sums(target), encoding="utf-8")
    print(f"{len(folders)} captures, {size(source)} bytes packed into {size(target)}")
    return 0


def check(source, target):
    old, new = ([folder.name for folder in capture_folders(where)] for where in (source, target))
    found = [f"{name}: only on one side" for name in sorted(set(old) ^ set(new))]
    for name in sorted(set(old) & set(new)):
        found.extend(differences(source / name, target / name))
    if (target / SUMS).read_text(encoding="utf-8") != sums(target):
        found.append(f"{target / SUMS}: does not list these files")
    print("\n".join(found) if found else f"{len(old)} captures are the same in both forms")
    return 1 if found else 0


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true", help="compare instead of writing")
    arguments.add_argument("source", type=pathlib.Path)
    arguments.add_argument("target", type=pathlib.Path)
    given = arguments.parse_args()
    return (check if given.check else pack)(given.source, given.target)


if __name__ == "__main__":
    sys.exit(main())

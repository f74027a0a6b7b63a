# SPDX-License-Identifier: Apache-2.0
"""The live-patch modules: the table patches/modules.csv, and the C source that a row of it stands for."""

import csv
import functools
import pathlib
import struct
from typing import NamedTuple

from .progress import Failed

PATCHES = pathlib.Path(__file__).resolve().parent.parent / "patches"

BENIGN_BODIES = ("unchanged", "cost")
# Ways of a module that the kernel must refuse; "sham" is the same code as an ordinary module.
REFUSED_KINDS = ("unknown-function", "wrong-position", "unmarked", "unknown-symbol", "unknown-relocation")


class Target(NamedTuple):
    """A function that patches replace."""

    function: str
    object: str
    subsystem: str
    context: str
    refusal: str
    skb: str
    buffer: str
    calls_per_s: str
    by_workload: str
    # Kernels that have the function but never call it: the compiler put its text into its only caller.
    uncalled_on: str

    def initialiser(self):
        refusal = "-" + self.refusal if self.refusal else "0"
        return "{ %s, %s, %s }" % (refusal, self.skb or "-1", self.buffer or "-1")


class Module(NamedTuple):
    """A live-patch module: `body` runs in the replacement of `at`; the functions of `also` are replaced unchanged."""

    name: str
    kind: str
    body: str
    at: str
    also: tuple
    replace: bool
    callbacks: bool
    shadow: bool

    @property
    def functions(self):
        return tuple(sorted((self.at, *self.also)))

    def is_called_on(self, series):
        return series not in targets()[self.at].uncalled_on.split()

    @property
    def is_harmful(self):
        return self.kind == "livepatch" and self.body not in BENIGN_BODIES

    @property
    def is_benign(self):
        return self.kind == "livepatch" and self.body in BENIGN_BODIES


def rows(name):
    with open(PATCHES / name, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@functools.lru_cache(maxsize=None)
def targets():
    return {row["function"]: Target(**row) for row in rows("targets.csv")}


def read(names=None):
    """All modules, or the named ones, in the order of the table."""
    if names is None:
        return table()
    unknown = set(names) - {module.name for module in table()}
    if unknown:
        raise Failed("modules.csv has no " + " ".join(sorted(unknown)))
    return tuple(module for module in table() if module.name in names)


@functools.lru_cache(maxsize=None)
def table():
    return tuple(
        Module(
            row["module"], row["kind"], row["body"], row["at"], tuple(row["also"].split()),
            row["replace"] == "1", row["callbacks"] == "1", row["shadow"] == "1",
        )
        for row in rows("modules.csv")
    )


def by_name(name):
    return next(module for module in read() if module.name == name)


def source(module):
    """The C source of a module; livepatch.h has all that modules share."""
    lines = ["/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-only */", "/* Written from modules.csv. */"]
    lines.append(f"#define BODY {module.body.upper().replace('-', '_')}")
    for switch in ("callbacks", "shadow"):
        if getattr(module, switch):
            lines.append(f"#define {switch.upper()}")
    if module.kind in ("sham", "unmarked"):
        lines.append(f"#define {module.kind.upper()}")
    lines += ['#include "livepatch.h"', ""]
    lines += [f"DECLARE_REPLACEMENT({name});" for name in module.functions]
    groups = {}
    for name in module.functions:
        groups.setdefault(targets()[name].object, []).append(name)
    for group, names in groups.items():
        lines.append(f"static struct klp_func in_{group}[] = {{")
        lines += [f"\t{entry(module, name)}," for name in names]
        lines += ["\t{}", "};"]
    for group, names in groups.items():
        lines += [definition(module, name, f"&in_{group}[{i}]") for i, name in enumerate(names)]
    lines.append("static struct klp_object objects[] = {")
    for group in groups:
        name = "NULL" if group == "vmlinux" else f'"{group}"'
        lines.append(f"\t{{ .name = {name}, .funcs = in_{group}, OBJECT_CALLBACKS }},")
    lines += ["\t{}", "};"]
    replace = "true" if module.replace else "false"
    lines.append(f"static struct klp_patch patch = {{ .mod = THIS_MODULE, .objs = objects, .replace = {replace} }};")
    lines += extra(module) + ["LIVEPATCH(&patch)", "LIVEPATCH_END", ""]
    return "\n".join(lines)


def entry(module, name):
    if name == module.at and module.kind == "unknown-function":
        return f'{{ .old_name = "{name}_locked", .new_func = klpp_{name} }}'
    if name == module.at and module.kind == "wrong-position":
        return f'{{ .old_name = "{name}", .new_func = klpp_{name}, .old_sympos = 7 }}'
    return f"PATCH({name})"


def definition(module, name, function):
    if name == module.at:
        return f"DEFINE_REPLACEMENT_WITH_BODY({name}, {function}, {targets()[name].initialiser()})"
    return f"DEFINE_REPLACEMENT({name}, {function})"


def extra(module):
    if module.kind != "unknown-symbol":
        return []
    return [
        "extern int account_of_request(unsigned long request);",
        "module_param_call(account, (void *)account_of_request, NULL, NULL, 0);",
    ]


def spoil(folder, names=None):
    """Gives the modules of kind unknown-relocation a relocation that no kernel knows."""
    for module in read(names):
        if module.kind == "unknown-relocation":
            file = folder / f"{module.name}.ko"
            file.write_bytes(with_unknown_relocation(file.read_bytes()))


def with_unknown_relocation(elf):
    """The ELF object with the type of the first relocation of .text replaced; see elf(5) for the fields."""
    spoilt = bytearray(elf)
    table, = struct.unpack_from("<Q", elf, 0x28)
    size, count, names = struct.unpack_from("<HHH", elf, 0x3A)
    names_at, = struct.unpack_from("<Q", elf, table + names * size + 0x18)
    for number in range(count):
        name, kind = struct.unpack_from("<II", elf, table + number * size)
        at, = struct.unpack_from("<Q", elf, table + number * size + 0x18)
        text = elf[names_at + name : elf.index(b"\0", names_at + name)]
        if kind == 4 and text == b".rela.text":
            spoilt[at + 8] = 250
            return bytes(spoilt)
    raise ValueError("the module has no relocations of .text")

# SPDX-License-Identifier: Apache-2.0
"""The guest's file system: Debian's programs with their libraries, the lab's own, and the kernel's modules."""

import gzip
import lzma
import os
import pathlib
import re

from .cpio import Archive as Cpio
from .packages import run
from .progress import Failed

LAB = pathlib.Path(__file__).resolve().parent.parent

# In the order of loading; what they depend on comes before them.
FIRST_MODULES = (
    "virtio_pci", "virtio_blk", "nfit", "nd_pmem", "crc32c_generic", "ext4", "virtio_net", "virtio_rng",
    "virtio_console",
)
LATER_MODULES = ("netconsole", "dummy")


class KernelModules:
    """The modules of an unpacked kernel package, by name."""

    def __init__(self, folder):
        files = [file for pattern in ("*.ko", "*.ko.xz") for file in folder.rglob(pattern)]
        self.files = {file.name.split(".")[0].replace("-", "_"): file for file in files}

    def content(self, name):
        content = self.files[name].read_bytes()
        return lzma.decompress(content) if self.files[name].suffix == ".xz" else content

    def in_order(self, names, known=()):
        """The named modules after those they depend on; names that are built into the kernel are left out."""
        order = list(known)
        for name in names:
            if name in self.files:
                depends = re.search(rb"\0depends=([^\0]*)\0", b"\0" + self.content(name)).group(1).decode()
                needed = [part.replace("-", "_") for part in depends.split(",") if part]
                order = self.in_order(needed, order)
                if name not in order:
                    order.append(name)
        return order


def libraries(root, programs):
    """The shared libraries that programs in `root` name, those that these name, and the loader."""
    found, names = {}, list(programs)
    while names:
        content = run(["readelf", "-d", "-l", str(names.pop())])
        wanted = re.findall(r"NEEDED.*\[(.*)\]", content) + re.findall(r"interpreter: .*/([^/\]]+)\]", content)
        for name in wanted:
            if name not in found:
                candidates = sorted(root.rglob(name))
                if not candidates:
                    raise Failed(f"the guest's packages have no {name}")
                found[name] = candidates[0].resolve()
                names.append(found[name])
    return found


class GuestImage:
    """The first file system of the guest, and of the kernel that saves its dump."""

    def __init__(self, work, kernel):
        self.userland, self.programs, self.kernel = work / "guest/debian", work / "guest/bin", kernel
        self.available = KernelModules(kernel / "debian/lib/modules")

    def write(self):
        """Writes guest.cpio, and crash-files.cpio with what a host needs that can save a dump."""
        self._write("crash.cpio", self._for_crash)
        self._write("crash-files.cpio", self._crash_files)
        self._write("guest.cpio", self._for_guest)

    def _write(self, name, fill):
        part = self.kernel / f"{name}.part"
        with open(part, "wb") as out, Cpio(out) as archive:
            fill(archive)
        part.rename(self.kernel / name)  # runs may be reading the old one

    def _for_guest(self, archive):
        first = self.available.in_order(FIRST_MODULES)
        later = [name for name in self.available.in_order(LATER_MODULES, first) if name not in first]
        self._common(archive, ("bin/busybox", "usr/bin/prometheus-node-exporter"), first, later)
        archive.tree(self.programs, "bin")

    def _for_crash(self, archive):
        first = self.available.in_order(FIRST_MODULES)
        self._common(archive, ("bin/busybox", "usr/bin/makedumpfile"), first, [])

    def _crash_files(self, archive):
        archive.content("boot/vmlinuz", (self.kernel / "vmlinuz").read_bytes())
        # Packed, because the kernel computes a digest of it, slowly.
        archive.content("boot/crash.cpio", gzip.compress((self.kernel / "crash.cpio").read_bytes(), mtime=0))

    def _common(self, archive, programs, first, later):
        archive.device("dev/console", 5, 1)
        archive.content("init", (LAB / "guest/init").read_bytes(), executable=True)
        for file in programs:
            archive.content("bin/" + os.path.basename(file), (self.userland / file).read_bytes(), executable=True)
        dynamic = [self.userland / file for file in programs if "busybox" not in file]
        for library, source in sorted(libraries(self.userland, dynamic).items()):
            folder = "lib64" if library.startswith("ld-linux") else "lib/x86_64-linux-gnu"
            archive.content(f"{folder}/{library}", source.read_bytes(), executable=True)
        for module in first + later:
            archive.content(f"modules/{module}.ko", self.available.content(module))
        archive.content("modules/order", "".join(module + "\n" for module in first).encode())
        archive.content("modules/later", "".join(module + "\n" for module in later).encode())

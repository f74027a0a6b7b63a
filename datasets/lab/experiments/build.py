# SPDX-License-Identifier: Apache-2.0
"""Builds what an experiment needs: kernels, guest, live-patch modules. Each step that is done is not done again."""

import hashlib
import lzma
import os
import pathlib
import re
import shutil
import struct
import subprocess

from . import modules
from .guestimage import GuestImage
from .packages import Archive, ensure_tools, run, sbin_path
from .progress import Failed, Steps, say

LAB = pathlib.Path(__file__).resolve().parent.parent

# Debian 11's, 12's, and 13's in Debian's own build for Debian 12. One compiler builds modules for all of them.
SERIES = ("5.10", "6.1", "6.12")

# What the guest runs besides its own programs, with the libraries that those need.
GUEST_PACKAGES = (
    "busybox-static", "prometheus-node-exporter", "makedumpfile", "libc6", "zlib1g", "liblzma5", "libbz2-1.0",
    "libzstd1", "liblzo2-2", "libelf1", "libdw1",
)


def build(work, kernels=SERIES, names=None):
    """Everything, into the folder `work`; of modules only the named ones, where names are given."""
    sbin_path()
    steps = Steps(3 + 3 * len(kernels))
    steps.next("tools of this machine")
    ensure_tools()
    work.mkdir(parents=True, exist_ok=True)
    archive = Archive(work / "apt")
    steps.next("the guest's packages")
    userland = work / "guest/debian"
    if not (userland / "bin/busybox").exists():
        archive.unpack(GUEST_PACKAGES, userland)
    steps.next("the guest's own programs")
    run(["make", "-s", "-C", str(LAB / "guest"), f"OUT={work / 'guest'}"])
    for series in kernels:
        kernel = work / "kernels" / series
        steps.next(f"kernel {series}: packages")
        unpack_kernel(archive, series, kernel)
        steps.next(f"kernel {series}: first file system of the guest")
        GuestImage(work, kernel).write()
        steps.next(f"kernel {series}: {len(modules.read(names))} live-patch modules")
        build_modules(kernel, names)
    say(f"built in {work}")


def unpack_kernel(archive, series, kernel):
    if (kernel / "vmlinux").exists():
        return
    shutil.rmtree(kernel, ignore_errors=True)
    headers = archive.newest_headers(series)
    release = headers.removeprefix("linux-headers-")
    image = f"linux-image-{release}"
    if not archive.exists(image):
        image += "-unsigned"  # backports sign a version some days after they offer it
    needed = archive.depends(headers)
    more = [name for name in needed if re.match(r"linux-(headers-.*-common|kbuild-)", name)]
    archive.unpack([headers, image, *dict.fromkeys(more)], kernel / "debian")
    # Debian's headers include each other by absolute path.
    makefile = kernel / "debian/usr/src" / headers / "Makefile"
    text = makefile.read_text(encoding="utf-8")
    makefile.write_text(text.replace("/usr/src/", f"{kernel.absolute()}/debian/usr/src/"), encoding="utf-8")
    # Without it the build leaves type information (BTF) out of modules, which would take one more tool.
    (makefile.parent / "vmlinux").unlink(missing_ok=True)
    (kernel / "release").write_text(release, encoding="utf-8")
    shutil.copy(kernel / f"debian/boot/vmlinuz-{release}", kernel / "vmlinuz")
    (kernel / "vmlinux.part").write_bytes(vmlinux_of((kernel / "vmlinuz").read_bytes()))
    (kernel / "vmlinux.part").rename(kernel / "vmlinux")


def vmlinux_of(image):
    """The ELF kernel inside a bzImage. QEMU starts it at once (PVH), which saves unpacking it in the guest.

    Documentation/arch/x86/boot.rst: setup_sects at 0x1f1, payload_offset at 0x248, payload_length at 0x24c. The build
    appends the unpacked length to the payload.
    """
    offset, length = struct.unpack_from("<II", image, 0x248)
    at = (image[0x1F1] + 1) * 512 + offset
    payload = image[at : at + length - 4]
    if payload.startswith(b"\xfd7zXZ\0"):
        kernel = lzma.decompress(payload)
    elif payload.startswith(b"\x28\xb5\x2f\xfd"):
        kernel = subprocess.run(["zstd", "-dc"], input=payload, capture_output=True, check=True).stdout
    else:
        raise Failed("the kernel image is packed neither by xz nor by zstd")
    if not kernel.startswith(b"\x7fELF"):
        raise Failed("the kernel image holds no ELF kernel")
    return kernel


def module_sources(names=None):
    """What modules are compiled from, by file name, and its digest; of all modules or of the named ones."""
    sources = {f"{module.name}.c": modules.source(module) for module in modules.read(names)}
    for name in ("livepatch.h", "when.h", "bodies.h", "Makefile"):
        sources[name] = (LAB / "patches" / name).read_text(encoding="utf-8")
    return sources, hashlib.sha256(repr(sorted(sources.items())).encode()).hexdigest()


def is_built(kernel, names=None):
    """Whether a kernel is there with modules of the sources as they are now: all of them, or at least the named."""
    stamp = kernel / "modules/built-from"
    wanted = {module_sources()[1], module_sources(names)[1]}
    return stamp.exists() and stamp.read_text(encoding="utf-8") in wanted


def build_modules(kernel, names=None):
    """Compiles rows of modules.csv; compiles again when a source of theirs changed."""
    folder = kernel / "modules"
    if is_built(kernel, names):
        return
    sources, digest = module_sources(names)
    part = kernel / "modules.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    for name, text in sources.items():
        (part / name).write_text(text, encoding="utf-8")
    compile_modules(kernel, part)
    for module in modules.read(names):
        run(["strip", "--strip-debug", str(part / f"{module.name}.ko")])
    modules.spoil(part, names)
    (part / "built-from").write_text(digest, encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)


def compile_modules(kernel, folder):
    release = (kernel / "release").read_text(encoding="utf-8")
    headers = kernel.absolute() / "debian/usr/src" / f"linux-headers-{release}"
    # Debian's headers name the compiler of their own release; what a module compiles to depends little on it.
    command = ["make", "-C", str(headers), f"M={folder.absolute()}", f"-j{os.cpu_count()}", "CC=gcc", "KCFLAGS=-g0",
               "modules"]
    with open(folder / "build.log", "wb") as out:
        failed = subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, check=False).returncode
    if failed:
        log = kernel / "modules.log"
        shutil.copy(folder / "build.log", log)
        errors = [line for line in log.read_text(errors="replace").splitlines() if "rror" in line][:10]
        raise Failed(f"modules did not compile, see {log}\n" + "\n".join(errors))

# SPDX-License-Identifier: Apache-2.0
"""Debian packages, fetched and unpacked into a folder: nothing is installed and no root is needed."""

import os
import pathlib
import platform
import re
import shutil
import subprocess

from .progress import Failed

ARCHITECTURE = "x86_64"
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
SOURCES = [
    "http://deb.debian.org/debian bookworm main",
    "http://deb.debian.org/debian bookworm-updates main",
    "http://deb.debian.org/debian-security bookworm-security main",
    "http://deb.debian.org/debian bookworm-backports main",
    "http://deb.debian.org/debian bullseye main",
    "http://deb.debian.org/debian-security bullseye-security main",
]

# What must be on the machine itself: command and the package that has it.
TOOLS = {
    "qemu-system-x86_64": "qemu-system-x86",
    "mke2fs": "e2fsprogs",
    "debugfs": "e2fsprogs",
    "gcc": "gcc",
    "make": "make",
    "ld": "binutils",
    "zstd": "zstd",
    "apt-get": "apt",
    "dpkg-deb": "dpkg",
}
LIBRARIES = {"libelf1": "objtool, which checks each module", "libc6-dev": "the guest's programs"}


def sbin_path():
    """mke2fs and debugfs live in /usr/sbin, which people other than root seldom have in their path."""
    os.environ["PATH"] += ":/usr/sbin:/sbin"


def missing_tools():
    missing = {package for command, package in TOOLS.items() if not shutil.which(command)}
    for package in LIBRARIES:
        query = ["dpkg-query", "-W", "-f=${db:Status-Status}", package]
        if subprocess.run(query, capture_output=True, text=True, check=False).stdout != "installed":
            missing.add(package)
    return sorted(missing)


class ToolsMissing(Failed):
    """What must be on the machine itself is not there and cannot be installed."""


def ensure_tools():
    """Installs missing tools as root; tells anyone else the command that does."""
    if platform.machine() != ARCHITECTURE:
        raise ToolsMissing(f"the lab's kernels and modules are of {ARCHITECTURE}; this machine is {platform.machine()}")
    missing = missing_tools()
    if not missing:
        return
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing]
    if os.getuid() != 0:
        raise ToolsMissing("missing on this machine: " + " ".join(missing) + "\nAs root, run: " + " ".join(command))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        run(["apt-get", "update", "-q"], environment)
        run(command, environment)
    except (Failed, FileNotFoundError) as failed:
        raise ToolsMissing("missing on this machine: " + " ".join(missing) + f"\n{failed}") from failed


def run(command, environment=None, folder=None):
    """Runs a command and returns what it printed."""
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        printed = (done.stdout + done.stderr).strip().splitlines()[-20:]
        raise Failed(" ".join(map(str, command)) + f"\nended with {done.returncode}:\n" + "\n".join(printed))
    return done.stdout


class Archive:
    """A private apt with its own lists, beside the machine's; they are fetched when something is first asked of it."""

    def __init__(self, folder):
        self.lists_are_fresh = False
        self.folder = pathlib.Path(folder).absolute()
        self.packages = self.folder / "packages"
        for name in ("etc/apt.conf.d", "etc/preferences.d", "lists/partial", "cache/archives/partial", "packages"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "status").touch()
        lines = [f"deb [arch=amd64 signed-by={KEYRING}] {source}\n" for source in SOURCES]
        (self.folder / "etc/sources.list").write_text("".join(lines), encoding="utf-8")

    def _options(self):
        values = {
            "Dir": self.folder, "Dir::Etc": "etc", "Dir::State": self.folder, "Dir::State::Lists": "lists/",
            "Dir::State::status": self.folder / "status", "Dir::Cache": "cache", "Debug::NoLocking": 1,
            "APT::Sandbox::User": "", "APT::Architecture": "amd64", "Acquire::Languages": "none",
        }
        return [word for key, value in values.items() for word in ("-o", f"{key}={value}")]

    def _apt(self, command, *words, folder=None):
        if not self.lists_are_fresh:
            run(["apt-get", *self._options(), "-q", "update"])
            self.lists_are_fresh = True
        return run([command, *self._options(), *words], folder=folder)

    def newest_headers(self, series):
        """The name of the newest linux-headers package of a series such as 6.1, without cloud and real-time builds."""
        printed = self._apt("apt-cache", "show", "linux-headers-amd64")
        depends = re.findall(r"^Depends: (linux-headers-(\S+)-amd64)\b", printed, re.MULTILINE)
        names = [name for name, release in depends if release.startswith(series + ".")]
        if not names:
            raise Failed(f"Debian offers no linux-headers of {series}")
        return max(names, key=lambda name: [int(part) for part in re.findall(r"\d+", name)])

    def depends(self, package):
        printed = self._apt("apt-cache", "show", package)
        return re.findall(r"[^\s,|()]+", re.search(r"^Depends: (.*)$", printed, re.MULTILINE).group(1))

    def exists(self, package):
        printed = self._apt("apt-cache", "search", "--names-only", f"^{re.escape(package)}$")
        return printed.strip() != ""

    def unpack(self, names, target):
        """Fetches the named packages, without what they depend on, and unpacks them into `target`."""
        target.mkdir(parents=True, exist_ok=True)
        with_versions = self._apt("apt-get", "download", "--print-uris", *names)
        files = [self.packages / name for name in re.findall(r"^'[^']*' (\S+)", with_versions, re.MULTILINE)]
        if len(files) != len(names):
            raise Failed(f"apt finds {len(files)} packages of " + " ".join(names))
        if not all(file.exists() for file in files):
            self._apt("apt-get", "-q", "download", *names, folder=self.packages)
        for file in files:
            run(["dpkg-deb", "-x", str(file), str(target)])
        return [file.name for file in files]

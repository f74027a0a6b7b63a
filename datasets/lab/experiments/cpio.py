# SPDX-License-Identifier: Apache-2.0
"""Archives that the kernel unpacks as its first file system.

The format is "newc": Documentation/driver-api/early-userspace/buffer-format.rst of the kernel. Several archives one
behind the other are one initial file system, so a run adds its own files without writing the guest anew.
"""

import os
import stat


class Archive:
    """A newc archive being written; parents of what is added come by themselves."""

    def __init__(self, out):
        self.out, self.number, self.folders = out, 0, {""}

    def __enter__(self):
        return self

    def __exit__(self, failed, *rest):
        if not failed:
            self._entry("TRAILER!!!", 0, b"")

    def folder(self, path):
        if path not in self.folders:
            self.folder(os.path.dirname(path))
            self.folders.add(path)
            self._entry(path, stat.S_IFDIR | 0o755, b"")

    def content(self, path, content, executable=False):
        self.folder(os.path.dirname(path))
        self._entry(path, stat.S_IFREG | (0o755 if executable else 0o644), content)

    def link(self, path, target):
        self.folder(os.path.dirname(path))
        self._entry(path, stat.S_IFLNK | 0o777, target.encode())

    def device(self, path, major, minor):
        self.folder(os.path.dirname(path))
        self._entry(path, stat.S_IFCHR | 0o600, b"", (major, minor))

    def tree(self, root, at=""):
        """All files, folders and links below `root`."""
        for folder, names, files in os.walk(root):
            inside = os.path.join(at, os.path.relpath(folder, root)).removesuffix(".").strip("/")
            for name in sorted(names + files):
                source, path = os.path.join(folder, name), os.path.join(inside, name)
                if os.path.islink(source):
                    self.link(path, os.readlink(source))
                elif os.path.isdir(source):
                    self.folder(path)
                else:
                    with open(source, "rb") as file:
                        self.content(path, file.read(), os.access(source, os.X_OK))

    def _entry(self, path, mode, content, device=(0, 0)):
        self.number += 1
        name = path.encode() + b"\0"
        fields = (self.number, mode, 0, 0, 1, 0, len(content), 0, 0, *device, len(name), 0)
        head = b"070701" + b"".join(b"%08X" % field for field in fields) + name
        self.out.write(head + bytes(-len(head) % 4) + content + bytes(-len(content) % 4))

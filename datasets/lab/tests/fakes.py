# SPDX-License-Identifier: Apache-2.0
"""Runs as the lab leaves them, made up: a few scrapes, a few lines of the scenario, one datagram."""

import gzip
import json
import struct

BODY = "HTTP/1.0 200 OK\n\nnode_load1 {}\nnode_boot_time_seconds 5"


def frame(kind, t, content):
    return f"{kind} {t:.3f} 7.5 {len(content)}\n".encode() + content + b"\n"


def packet(payload, port=6666):
    udp = struct.pack(">HHHH", 6665, port, 8 + len(payload), 0) + payload
    ip = b"\x45" + bytes(8) + b"\x11" + bytes(10)
    return bytes(12) + b"\x08\x00" + ip + udp


def pcap(rows):
    packed = [struct.pack("<IIII", int(at), round(at % 1 * 1e6), len(p), len(p)) + p for at, p in rows]
    return bytes(24) + b"".join(packed)


def write(folder, name, content):
    (folder / f"{name}.gz").write_bytes(gzip.compress(content))


def record(runs, experiment, events, times=(10, 12, 14)):
    """A folder as `lab run` leaves it."""
    folder = runs / experiment["id"]
    folder.mkdir(parents=True)
    (folder / "experiment.json").write_text(json.dumps(experiment))
    result = {"ended": "ended", "wall_s": 9, "cpu_s": 5, "kernel_release": "6.1.0-1-amd64"}
    (folder / "result.json").write_text(json.dumps(result))
    host = b"transition p\nblocker app-idle\n[<0>] inet_recvmsg+0x1/0x2\noops_count 0\n"
    host += b"enabled_functions\nf (1) R\nkprobes\n"
    host += b"ffffffff81234560  k  vfs_open+0x0    [FTRACE]\n"
    frames = [frame("scrape", t, BODY.format(t).encode()) + frame("host", t, host) for t in times]
    write(folder, "frames", b"".join(frames))
    write(folder, "events", events)
    write(folder, "net.pcap", pcap([(11, packet(b"6,1,1000000,-;hello"))]))


def events(experiment):
    """What the scenario of an experiment without incident writes."""
    name = experiment["module"]
    if name is None:
        return b"12.30 instant\n"
    return f"12.30 load-begins {name}\n12.90 load-ends {name} 0\n".encode()

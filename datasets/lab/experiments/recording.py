# SPDX-License-Identifier: Apache-2.0
"""What a run recorded, read back: frames of the agent, events of the scenario, packets of the network."""

import gzip
import re
import struct
from typing import NamedTuple

FRAME = re.compile(rb"(scrape|sysfs|host) (\d+\.\d+) (\d+\.\d+) (\d+)\n")
NETCONSOLE_PORT = 6666
# level,sequence,microseconds,flags; Documentation/networking/netconsole.rst, extended format.
STAMP = re.compile(rb"\d{1,10},(\d{1,18}),(\d{1,18}),")


class Frame(NamedTuple):
    """One thing that the agent in the guest saw, at guest uptime `t`."""

    kind: str
    t: float
    duration_ms: float
    content: bytes


class Event(NamedTuple):
    """One line that the scenario wrote."""

    t: float
    name: str
    words: tuple


class Datagram(NamedTuple):
    """A netconsole datagram and the uptime, on the clock of its boot, at which it came out of the network card."""

    at: float
    content: bytes


def content(folder, name):
    """A recorded file, or nothing where the guest never came so far."""
    file = folder / f"{name}.gz"
    return gzip.decompress(file.read_bytes()) if file.exists() else b""


def frames_of(recorded):
    """(frames, bytes passed over). A host that died in the middle of a frame leaves it cut."""
    found, at, passed = [], 0, 0
    while True:
        head = FRAME.search(recorded, at)
        if not head:
            return found, passed + len(recorded) - at
        passed += head.start() - at
        end = head.end() + int(head.group(4))
        if recorded[end : end + 1] == b"\n":
            body = recorded[head.end() : end]
            found.append(Frame(head.group(1).decode(), float(head.group(2)), float(head.group(3)), body))
            at = end + 1
        else:
            passed += head.end() - head.start()
            at = head.end()


def read_frames(folder):
    return frames_of(content(folder, "frames"))


def events_of(recorded):
    found = []
    for line in recorded.decode("utf-8", "replace").splitlines():
        words = line.split()
        if len(words) > 1 and re.fullmatch(r"\d+\.\d+", words[0]):
            found.append(Event(float(words[0]), words[1], tuple(words[2:])))
    return found


def read_events(folder):
    return events_of(content(folder, "events"))


def packets_of(pcap):
    """(seconds, bytes) of each packet in a capture file of QEMU's filter-dump (libpcap format, microseconds)."""
    at = 24
    while at + 16 <= len(pcap):
        seconds, micros, length = struct.unpack_from("<III", pcap, at)
        yield seconds + micros / 1e6, pcap[at + 16 : at + 16 + length]
        at += 16 + length


def payload(packet):
    """What an Ethernet packet carries to the port of netconsole; None for any other packet."""
    if len(packet) < 42 or packet[12:14] != b"\x08\x00" or packet[23] != 17:
        return None
    udp = 14 + (packet[14] & 15) * 4
    port, length = struct.unpack_from(">HH", packet, udp + 2)
    return packet[udp + 8 : udp + length] if port == NETCONSOLE_PORT else None


def datagrams_of(pcap):
    """Netconsole datagrams with the uptime of their arrival.

    QEMU stamps packets with the guest's own clock, counted from its start. Each boot's zero is the least difference
    between such a stamp and the kernel's own in the same datagram: the one that was sent with least delay.
    """
    boots, last = [], -1
    for seconds, packet in packets_of(pcap):
        datagram = payload(packet)
        head = STAMP.match(datagram) if datagram else None
        if not datagram:
            continue
        sequence = int(head.group(1)) if head else last
        # The first boot's log is replayed from its beginning, so a fall by many numbers is a new boot.
        if not boots or sequence < last - 100:
            boots.append([])
        last = sequence
        boots[-1].append((seconds, int(head.group(2)) / 1e6 if head else None, datagram))
    found = []
    for boot in boots:
        zero = min((seconds - stamp for seconds, stamp, _ in boot if stamp is not None), default=boot[0][0])
        found += [Datagram(round(seconds - zero, 6), datagram) for seconds, _, datagram in boot]
    return found


def read_datagrams(folder):
    return datagrams_of(content(folder, "net.pcap"))

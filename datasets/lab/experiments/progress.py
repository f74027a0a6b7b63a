# SPDX-License-Identifier: Apache-2.0
"""What a person at the terminal sees of long work: one line a step, and how far it is."""

import time


class Failed(Exception):
    """Work that cannot go on; the message says what was being done and what to do about it."""


def say(text):
    print(text, flush=True)


class Steps:
    """Numbered steps with the time that each one took."""

    def __init__(self, count):
        self.count, self.number, self.began = count, 0, time.monotonic()

    def next(self, what):
        self.number += 1
        say(f"[{self.number}/{self.count} {time.monotonic() - self.began:5.0f} s] {what}")


def duration(seconds):
    """1:02:03, for people."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}"

# SPDX-License-Identifier: Apache-2.0
"""Runs the experiments of a plan, some at once. A finished one is never done again; a killed one is."""

import concurrent.futures
import fcntl
import json
import signal
import threading
import time

from .guestrun import GuestRun
from .packages import sbin_path
from .progress import Failed, duration, say

# Wall seconds after which one guest is given up, whatever it does.
WALL_LIMIT_S = 7200


def read_plan(file):
    experiments = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    if len({each["id"] for each in experiments}) != len(experiments):
        raise Failed(f"{file} names an experiment twice")
    return experiments


def write_plan(file, experiments):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(each) + "\n" for each in experiments), encoding="utf-8")


class Runner:
    """The runs of a plan into a folder, one subfolder an experiment."""

    def __init__(self, work, runs, jobs, niceness, wall_limit, stop_after):
        self.work, self.runs, self.jobs, self.niceness, self.wall_limit = work, runs, jobs, niceness, wall_limit
        self.stop_at = time.monotonic() + stop_after if stop_after else None
        self.lock, self.active, self.stopping = threading.Lock(), set(), False
        self.done, self.cpu, self.began, self.left = 0, 0.0, time.monotonic(), 0

    def run(self, experiments):
        """Runs what has no folder yet; returns 1 when an experiment could not be run at all."""
        sbin_path()
        self.runs.mkdir(parents=True, exist_ok=True)
        with open(self.runs / "lock", "w", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Failed(f"another lab is running into {self.runs}") from None
            waiting = [each for each in experiments if not (self.runs / each["id"]).exists()]
            self.left = len(waiting)
            say(f"{len(experiments)} experiments, {len(experiments) - len(waiting)} done, {self.left} to do")
            for name in (signal.SIGINT, signal.SIGTERM):
                signal.signal(name, lambda *_: self.stop())
            with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
                failures = sum(pool.map(self._one, waiting))
        took = duration(time.monotonic() - self.began)
        say(f"{self.done} done in {took}, {self.left} to do, {failures} could not run")
        return 1 if failures else 0

    def stop(self):
        """Ends the guests that run; what they recorded is thrown away and done again another time."""
        self.stopping = True
        for guest in list(self.active):
            guest.stop()

    def _one(self, experiment):
        if self.stopping or self.stop_at is not None and time.monotonic() > self.stop_at:
            return 0
        guest = GuestRun(experiment, self.work, self.runs / experiment["id"], self.niceness)
        self.active.add(guest)
        try:
            finished = guest.run(self.wall_limit)
        except (OSError, Failed) as failed:
            say(f"{experiment['id']} could not run: {failed}")
            return 1
        finally:
            self.active.discard(guest)
        if finished:
            self._tell(experiment)
        return 0

    def _tell(self, experiment):
        result = json.loads((self.runs / experiment["id"] / "result.json").read_text(encoding="utf-8"))
        with self.lock:
            self.done, self.left, self.cpu = self.done + 1, self.left - 1, self.cpu + result["cpu_s"]
            mean = (time.monotonic() - self.began) / self.done
            family = experiment["fault"]["family"] if experiment["fault"] else experiment["label"]
            say(
                f"{experiment['id']} {family} ({experiment['module'] or 'no module'}): {result['ended']} after "
                f"{result['wall_s']:.0f} s, {result['cpu_s']:.0f} CPU-s; {self.left} to do, "
                f"{duration(mean * self.left)} left"
            )

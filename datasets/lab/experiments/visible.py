# SPDX-License-Identifier: Apache-2.0
"""What can be seen of each family and dose: which signals move, how soon, and whether a cohort could tell.

A host's shift of a signal is its mean after the change less its mean before; its residual is that less the trimmed
mean shift of the controls of its wave: one control that something else disturbed is not to move all others. With δ
the trimmed mean of the residuals of a dose's hosts, of those that nothing else disturbed where there are any, and σ
the spread of residuals of controls (A/A), disturbed ones among them, k patched hosts and m controls score
δ/σ·√(km/(k+m)) on a signal. A dose is *visible* to such a cohort where a score reaches the 99th percentile of the
largest score among signals when controls are taken for patched hosts, plus 1.645 (so that 19 of 20 such cohorts are
told), or where at least 4 kernel reports or errors more than usual are to be expected of its hosts; *borderline*
where only 1 of 20 is told at least, or 1 event is to be expected; else *invisible*.
"""

import collections
import csv
import io
import math
import random
import statistics

from . import signals, tables
from .progress import Failed, say

FILE = "visible.csv"
COHORTS = (1, 5, 20)
CONTROLS = 20
POWER = 1.645
EVENTS = 4
# One event in a window of 90 s: a rate whose controls never move is known no better than that.
FLOOR = 1 / 90
# Some controls are disturbed: their residuals count at most so many robust standard deviations.
CLIP = 4
DRAWS = 2000
MOMENTS = (10, 20, 30, 60, 90)
LEAST_CONTROLS = 12
COLUMNS = (
    "family", "dose", "hosts", "waves", "verdict_1", "verdict_5", "verdict_20", "signal", "effect_sd", "score_1",
    "score_5", "score_20", "reports", "errors", "first_seen_s", "moved",
)


class Host:
    """What one capture shows, by how long one looks after the change; None stands for its whole window."""

    def __init__(self, folder, meta):
        seen = signals.Observation(folder / meta["id"], meta)
        before, after = meta["design"]["windows"]["before_s"], meta["design"]["windows"]["after_s"]
        self.wave, self.is_control, self.key = meta["design"]["wave"], meta["patch"] is None, dose(meta)
        self.is_disturbed = bool(meta["design"]["disturbances"])
        self.shifts = {moment: seen.shifts(before, moment or after) for moment in (None, *MOMENTS)
                       if moment is None or moment <= after}
        told = self.shifts[None]
        self.errors = sum((told[name] or 0) * after for name in signals.ERRORS)
        self.reports = seen.reports_between(0, after)


def dose(meta):
    """(family, dose) of a patched host; benign patches by what their body does."""
    if meta["patch"] is None:
        return None
    if meta["label"] == "benign":
        return "benign", meta["patch"]["body"]
    return (meta["fault"]["family"], meta["fault"]["parameters"]) if meta["label"] == "harmful" else None


def trimmed_mean(values):
    """The mean without a fifth of the values at either end."""
    values = sorted(values)
    cut = len(values) // 5
    return statistics.fmean(values[cut : len(values) - cut])


def residuals(hosts, get):
    """[(host, residual)]: what `get` tells of a host less the trimmed mean of the other controls of its wave."""
    controls = collections.defaultdict(list)
    for host in hosts:
        if host.is_control and get(host) is not None:
            controls[host.wave].append(host)
    found = []
    for host in hosts:
        others = [get(other) for other in controls[host.wave] if other is not host]
        if get(host) is None or not others:
            continue
        # The mean of n others adds 1/n to the variance.
        shrink = math.sqrt(len(others) / (len(others) + 1)) if host.is_control else 1
        found.append((host, shrink * (get(host) - trimmed_mean(others))))
    return found


def by_dose(found):
    """Dose to its hosts' residuals, without those of disturbed hosts unless all are."""
    everyone, calm = collections.defaultdict(list), collections.defaultdict(list)
    for host, value in found:
        if host.key:
            everyone[host.key].append(value)
            if not host.is_disturbed:
                calm[host.key].append(value)
    return {**everyone, **calm}


class Spread:
    """The controls' residuals of one signal, clipped, in units of their standard deviation."""

    def __init__(self, name, values):
        # A median would be blind to a signal with two levels, such as a count of kernel threads.
        robust = statistics.quantiles((abs(value) for value in values), n=5)[-1] / 1.2816
        floor = FLOOR if name in signals.RATES else 0
        clip = CLIP * max(robust, floor) or math.inf
        clipped = [max(-clip, min(clip, value)) for value in values]
        self.sigma = max(math.sqrt(statistics.fmean(value * value for value in clipped)), floor)
        self.scores = [value / self.sigma for value in clipped] if self.sigma else []


class Scale:
    """All signals' spreads for one length of look, and the mean effect of each dose in their units."""

    def __init__(self, hosts, moment):
        self.effects, self.spreads = collections.defaultdict(dict), {}
        for name in signals.NAMES:
            self._add(name, residuals(hosts, lambda host: host.shifts.get(moment, {}).get(name)))

    def _add(self, name, found):
        aa = [value for host, value in found if host.is_control]
        if len(aa) < LEAST_CONTROLS:
            return
        spread = Spread(name, aa)
        if not spread.sigma:
            return
        self.spreads[name] = spread
        for key, values in by_dose(found).items():
            self.effects[key][name] = trimmed_mean(values) / spread.sigma


def weight(patched, controls=CONTROLS):
    return math.sqrt(patched * controls / (patched + controls))


def largest_of_null(spreads, patched, chance, draws=DRAWS):
    """The 99th percentile of the largest score among signals when controls are compared with controls.

    Each signal is drawn by itself, as if none moved with another: the percentile is rather too large.
    """
    found = []
    for _ in range(draws):
        largest = 0
        for spread in spreads.values():
            difference = (sum(chance.choices(spread.scores, k=patched)) / patched
                          - sum(chance.choices(spread.scores, k=CONTROLS)) / CONTROLS)
            largest = max(largest, abs(difference))
        found.append(largest * weight(patched))
    return sorted(found)[math.ceil(.99 * draws) - 1]


def verdict(score, threshold, events):
    if score >= threshold + POWER or events >= EVENTS:
        return "visible"
    return "borderline" if score >= threshold - POWER or events >= 1 else "invisible"


class Visibility:
    """The table: a row for each family and dose."""

    def __init__(self, hosts, draws=DRAWS):
        if sum(host.is_control for host in hosts) < LEAST_CONTROLS:
            raise Failed(f"fewer than {LEAST_CONTROLS} controls: no spread to measure effects by")
        self.hosts, self.whole = hosts, Scale(hosts, None)
        chance = random.Random(1)
        self.thresholds = {k: largest_of_null(self.whole.spreads, k, chance, draws) for k in COHORTS}
        self.looks = {moment: Scale(hosts, moment) for moment in MOMENTS}
        self.errors = by_dose(residuals(hosts, lambda host: host.errors))
        self.reports = by_dose(residuals(hosts, lambda host: host.reports))

    def rows(self):
        for key in sorted({host.key for host in self.hosts if host.key}, key=sortable):
            if self.whole.effects[key]:
                yield self._row(key)

    def _row(self, key):
        effects = self.whole.effects[key]
        ordered = sorted(effects, key=lambda name: -abs(effects[name]))
        best = abs(effects[ordered[0]])
        hosts = [host for host in self.hosts if host.key == key]
        reports, errors = (max(0, trimmed_mean(found.get(key, [0]))) for found in (self.reports, self.errors))
        told = {k: verdict(best * weight(k), self.thresholds[k], k * (reports + errors)) for k in COHORTS}
        moved = [f"{name}{'+' if effects[name] > 0 else '-'}" for name in ordered
                 if abs(effects[name]) * weight(5) >= self.thresholds[5]]
        return (*key, len(hosts), len({host.wave for host in hosts}), *told.values(), ordered[0], f"{best:.2f}",
                *(f"{best * weight(k):.1f}" for k in COHORTS), f"{reports:.1f}", f"{errors:.1f}", self._soonest(key),
                " ".join(moved[:6]))

    def _soonest(self, key):
        """Seconds after the change at which five hosts first pass the threshold; empty where they do not."""
        for moment, scale in self.looks.items():
            effects = scale.effects.get(key, {})
            if any(abs(effect) * weight(5) >= self.thresholds[5] for effect in effects.values()):
                return moment
        return ""


def sortable(key):
    """Doses in the order of their numbers."""
    first = key[1].split(" ")[0]
    number = float(first) if first.replace(".", "", 1).isdigit() else 0.0
    return key[0], number, key[1]


def show(folder):
    """Prints the table and writes it into the folder."""
    metas = tables.read_metas(folder)
    table = Visibility([Host(folder, meta) for meta in metas])
    rows = list(table.rows())
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    (folder / FILE).write_text(out.getvalue(), encoding="utf-8")
    say(tables.markdown(COLUMNS, rows))
    controls = sum(host.is_control for host in table.hosts)
    limits = ", ".join(f"{k}: {limit:.2f}" for k, limit in table.thresholds.items())
    say(f"\n{len(table.whole.spreads)} signals, {controls} controls; 99th percentile of the largest null score with "
        f"{CONTROLS} controls, by patched hosts: {limits}")
    return 0

"""Change the streak rule in one place at a time and see whether its tests notice.

    python bench/streak_mutants.py

Each mutant is `bot/domain/streak.py` with one piece of text replaced, in the memory of a process of
its own: no file is touched. Exit code 0: every mutant was killed. 1: some survived, so a test is
missing. 2: the list below no longer fits the file, or the tests fail without any change.

Not listed, because no result changes: a gap that begins with the day of its first answer, which
is credited.
"""

import importlib
import io
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from types import FrameType, ModuleType

import pytest
from hypothesis import HealthCheck, Phase, settings

ROOT = Path(__file__).resolve().parent.parent
STREAK = ROOT / "bot/domain/streak.py"
TESTS = ROOT / "tests/domain/test_streak.py"
TIMEOUT_S = 60

MUTANTS: Mapping[str, Sequence[str]] = {
    # what stands in the file, exactly once: what could stand there instead
    # -- the figures
    "GRACE = timedelta(hours=36)": [
        "GRACE = timedelta(hours=35)",
        "GRACE = timedelta(hours=37)",
    ],
    "FREE_DAY_EVERY = timedelta(days=7)": [
        "FREE_DAY_EVERY = timedelta(days=6)",
        "FREE_DAY_EVERY = timedelta(days=8)",
    ],
    "EXCUSING_OUTAGE = timedelta(minutes=5)": [
        "EXCUSING_OUTAGE = timedelta(minutes=4)",
        "EXCUSING_OUTAGE = timedelta(minutes=6)",
    ],
    # -- the fold
    "sorted(answers)": [
        "list(answers)",
        "sorted(answers, key=lambda answer: answer.id)",
        "sorted(answers, key=lambda answer: answer.zone)",
    ],
    "last = history[-1]": ["last = history[0]"],
    "now = max(now, last.at)": ["pass", "now = last.at"],
    "_local_date(now, ZoneInfo(zone)), zone)": [
        "_local_date(now, ZoneInfo(last.zone)), zone)",
        "now.date(), zone)",
        "_local_date(now, ZoneInfo(zone)), last.zone)",
    ],
    "sorted({answer.day for answer in history})": [
        "sorted(answer.day for answer in history)",
        "list(dict.fromkeys(answer.day for answer in history))",
    ],
    "pairwise([*history, present])": ["pairwise(history)"],
    "return Streak(best=run.best)": ["return Streak()"],
    "since = days[-run.length]": ["since = days[0]"],
    "in sorted(gaps.missed) if day > since": ["in sorted(gaps.missed)"],
    "in sorted(gaps.excused) if day > since": ["in sorted(gaps.excused)"],
    "today=present.day in gaps.credited": [
        "today=present.day == last.day",
        "today=now - last.at < _DAY",
    ],
    "present.day - day < FREE_DAY_EVERY": ["present.day - day <= FREE_DAY_EVERY", "True"],
    # -- which days were missed
    "later.day - earlier.day > _DAY": ["later.day - earlier.day > 2 * _DAY"],
    "if later.at - earlier.at <= GRACE": ["if False", "if later.at - earlier.at < GRACE"],
    "earlier.day.toordinal() + 1, later": ["earlier.day.toordinal() + 2, later"],
    "later.day.toordinal()):": ["later.day.toordinal() + 1):", "later.day.toordinal() - 1):"],
    "if day not in self.credited:": ["if True:"],
    "self.excuse(day, earlier.zone, later.zone)": [
        "self.excuse(day, earlier.zone)",
        "self.excuse(day, later.zone)",
        "False",
    ],
    "return any(": ["return all("],
    "day in self._days_down(zone) or not": ["not", "day in self._days_down(zone) and not"],
    "or not exists(day, zone)": [""],
    "if zone not in self._down:": ["if not self._down:"],
    # -- runs
    "if day - before < FREE_DAY_EVERY:": [
        "if day - before <= FREE_DAY_EVERY:",
        "if True:",
        "if False:",
    ],
    "for day in sorted(missed):": ["for day in missed:"],
    "best = max(best, bisect_right(days, day) - first)": [
        "pass",
        "best = bisect_right(days, day) - first",
        "best = max(best, bisect_right(days, day))",
        "best = max(best, bisect_right(days, before) - first)",
    ],
    "first = bisect_right(days, before)\n": [
        "first = bisect_right(days, day)\n",
        "first = bisect_right(days, before)\n            continue\n",
    ],
    "max(best, length))": ["best)", "length)"],
    # -- the last chance
    "missed = set(gaps.missed)": ["missed = set()"],
    "    day = last.day\n": ["    day = present.day\n", "    day = last.day + _DAY\n"],
    "if day not in gaps.credited and not": ["if not"],
    "and not gaps.excuse(day, last.zone, present.zone)": [
        "",
        "and not gaps.excuse(day, last.zone)",
        "and not gaps.excuse(day, present.zone)",
    ],
    ".replace(microsecond=0)": [""],
    "max(end_of_grace, _end_of(day, ZoneInfo(present.zone)) - _SECOND)": [
        "min(end_of_grace, _end_of(day, ZoneInfo(present.zone)) - _SECOND)",
        "_end_of(day, ZoneInfo(present.zone)) - _SECOND",
        "max(end_of_grace, _end_of(day, ZoneInfo(present.zone)))",
        "max(end_of_grace, _end_of(day, ZoneInfo(present.zone)) - 2 * _SECOND)",
        "max(end_of_grace, _end_of(day, ZoneInfo(last.zone)) - _SECOND)",
    ],
    # -- outages and local dates
    "if outage.end - outage.start < EXCUSING_OUTAGE:": [
        "if False:",
        "if outage.end - outage.start <= EXCUSING_OUTAGE:",
    ],
    "outage.start + EXCUSING_OUTAGE - timedelta.resolution": [
        "outage.start",
        "outage.start + EXCUSING_OUTAGE",
        "outage.start + EXCUSING_OUTAGE - _SECOND",
    ],
    "outage.end - EXCUSING_OUTAGE, zone": ["outage.end, zone"],
    "range(first.toordinal(), last.toordinal() + 1)": [
        "range(first.toordinal(), last.toordinal())",
        "{first.toordinal(), last.toordinal()}",
    ],
    "return at.astimezone(zone).date()": ["return at.date()"],
    "2 * 24 * 60 * 60": ["24 * 60 * 60"],
    "start = datetime.combine(day, time(), UTC)": [
        "return datetime.combine(day + _DAY, time(), zone).astimezone(UTC)",
    ],
}


def main() -> int:
    """Test every mutant and print those the tests let through."""
    source = STREAK.read_text()
    stale = [old for old in MUTANTS if source.count(old) != 1]
    if stale:
        print("These pieces don't stand exactly once in the file:", *stale, sep="\n    ")
        return 2
    began = time.monotonic()
    mutants = list(mutants_of(source))
    fork = multiprocessing.get_context("fork")
    with fork.Pool(os.cpu_count(), maxtasksperchild=1) as pool:
        if not pool.apply(passes, [source]):
            print("The tests fail without any change.")
            return 2
        passed = pool.map(passes, [text for _, _, text in mutants], chunksize=1)
    survivors = [mutant for mutant, alive in zip(mutants, passed, strict=True) if alive]
    for old, new, _ in survivors:
        print(f"survived: {old}\n      as: {new}")
    killed = len(mutants) - len(survivors)
    print(f"{killed} of {len(mutants)} mutants killed in {time.monotonic() - began:.0f} s")
    return 1 if survivors else 0


def mutants_of(source: str) -> Iterator[tuple[str, str, str]]:
    """What was replaced, by what, and the whole text of each mutant."""
    for old, replacements in MUTANTS.items():
        for new in replacements:
            yield old, new, source.replace(old, new)


def passes(source: str) -> bool:
    """Whether the tests pass on that text of the module. A test that hangs has failed."""
    module = ModuleType("bot.domain.streak")
    sys.modules[module.__name__] = module
    exec(compile(source, STREAK, "exec"), module.__dict__)  # noqa: S102 - our own text
    signal.signal(signal.SIGALRM, hangs)
    signal.alarm(TIMEOUT_S)
    with redirect_stdout(io.StringIO()):
        options = ["-x", "-q", "--assert=plain", "--noconftest", "-p", "no:cacheprovider"]
        return pytest.main([*options, str(TESTS)]) == pytest.ExitCode.OK


def hangs(_signal: int, _frame: FrameType | None) -> None:
    """End a test that takes too long."""
    raise TimeoutError


def prepare() -> None:
    """Load what all mutants share, and let them see the same examples."""
    sys.path.insert(0, str(ROOT))
    importlib.import_module("bot.domain.grade")
    settings.register_profile(
        "mutants",
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],  # a failure is enough: it need not be made small
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutants")


if __name__ == "__main__":
    prepare()
    sys.exit(main())

"""Predictions: what a learner guesses before a run, and what was measured instead or as well."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from .demo import DemoRequest
from .demo_result import DemoResult
from .demo_truth import FIGURES, TRUTHS
from .errors import MissingFigureError
from .verdict import Outcome, judge


class Option(NamedTuple):
    """An answer that can be chosen; the label fits a button."""

    key: str
    label: str


class Prediction(NamedTuple):
    """A question before the run, with two to four options."""

    demo: str
    question: str
    options: tuple[Option, ...]

    def truth(self, result: DemoResult) -> str | None:
        """The key of the option that turned out to be true; None where none clearly did.

        What did not show proves nobody right: a busy machine is no argument.
        """
        request = DemoRequest(demo=self.demo, parameters=result.parameters)
        shown = judge(request, result).outcome is Outcome.SHOWN
        try:
            return TRUTHS[self.demo](result) if shown else None
        except MissingFigureError:
            return None

    def compare(self, key: str, result: DemoResult) -> str:
        """What was predicted beside what was measured, in a sentence."""
        labels = dict(self.options)
        said = f"You predicted “{labels.get(key, key)}”"
        try:
            measured = f"{said}, measured was {FIGURES[self.demo](result)}"
        except MissingFigureError:
            return f"{said}; that could not be measured this time."
        truth = self.truth(result)
        if truth is None:
            return f"{measured}: not clearly any of the answers."
        return f"{measured}: " + ("right." if truth == key else f"“{labels[truth]}” this time.")


PREDICTIONS: Final[Mapping[str, Prediction]] = {
    "timeline": Prediction(
        "timeline",
        "Will the threads run at the same time?",
        (
            Option("turns", "No, they take turns"),
            Option("once", "No, first one, then the next"),
            Option("together", "Yes, side by side"),
        ),
    ),
    "cpu": Prediction(
        "cpu",
        "How many cores will the threads keep busy?",
        (
            Option("less", "Less than one: they get in each other's way"),
            Option("one", "About one"),
            Option("all", "One each"),
        ),
    ),
    "executors": Prediction(
        "executors",
        "Which pool will do better?",
        (
            Option("threads", "Threads, for both kinds of task"),
            Option("processes", "Processes, for both"),
            Option("computing", "Processes for computing, either for waiting"),
            Option("same", "Either, for both"),
        ),
    ),
    "io": Prediction(
        "io",
        "How much faster will the waits be in threads than one after another?",
        (
            Option("same", "Not faster: one thread at a time"),
            Option("some", "A bit faster"),
            Option("all", "Many times: nearly as often as there are tasks"),
        ),
    ),
    "race": Prediction(
        "race",
        "What share of its additions will x += 1 lose?",
        (
            Option("none", "None"),
            Option("some", "Less than a quarter"),
            Option("many", "A quarter or more"),
        ),
    ),
    "deadlock": Prediction(
        "deadlock",
        "How many of the two threads will get their second lock?",
        (Option("none", "Neither"), Option("one", "One of them"), Option("both", "Both")),
    ),
    "convoy": Prediction(
        "convoy",
        "A reply takes 2 ms. When will the thread see it, beside a busy thread?",
        (
            Option("once", "At once, after about 2 ms"),
            Option("interval", "About one switch interval later"),
            Option("later", "Much later than that"),
        ),
    ),
    "loop": Prediction(
        "loop",
        "How late will a tick be while the work runs in a thread?",
        (
            Option("hardly", "Hardly: less than 2 ms"),
            Option("few", "Some milliseconds"),
            Option("all", "About as late as with the work in the loop itself"),
        ),
    ),
    "release": Prediction(
        "release",
        "What will use more than one core, in threads?",
        (
            Option("none", "None of the three"),
            Option("big", "Only sha256 of 1 MiB"),
            Option("hashes", "Both hashes, 1 KiB and 1 MiB"),
            Option("all", "All three, pure Python too"),
        ),
    ),
    "pickling": Prediction(
        "pickling",
        "Where will the pool of processes be faster?",
        (
            Option("little", "Only with little data"),
            Option("much", "Only with much data"),
            Option("both", "With both"),
            Option("neither", "With neither"),
        ),
    ),
    "startup": Prediction(
        "startup",
        "How much longer than a thread does a spawned process take to start?",
        (
            Option("few", "Less than 10 times as long"),
            Option("tens", "10 to 100 times"),
            Option("hundreds", "More than 100 times"),
        ),
    ),
    "builds": Prediction(
        "builds",
        "Will it come out alike with the GIL and without it?",
        (Option("alike", "Yes, alike"), Option("different", "No, differently")),
    ),
    "versions": Prediction(
        "versions",
        "On how many of these Pythons will x += 1 lose additions?",
        (Option("none", "On none"), Option("some", "On some"), Option("all", "On all of them")),
    ),
}
"""By the name of the demonstration."""

"""The verdict on a demonstration: did it show what its rule says?

The rule is declared before the run. `contradicted` is said only where a hard claim is broken; what
did not show on a busy or small machine is `not visible now` or `not possible here`, and no more.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from .demo import Demo, DemoRequest
from .demo_result import DemoOutcome, DemoResult, Failure
from .demo_rule import RULES, Claim
from .errors import MissingFigureError
from .grade import Frozen
from .quantity import cores as in_cores
from .quantity import how_many, sentence

_BUSY_FROM = 0.2
"""Cores used by others from which on they explain what did not show."""


class Outcome(StrEnum):
    """What became of a demonstration."""

    SHOWN = "shown"
    NOT_VISIBLE = "not_visible"
    NOT_POSSIBLE = "not_possible"
    CONTRADICTED = "contradicted"
    TIME_LIMIT = "time_limit"
    CRASHED = "crashed"


OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.SHOWN: "shown",
    Outcome.NOT_VISIBLE: "not visible now",
    Outcome.NOT_POSSIBLE: "not possible here",
    Outcome.CONTRADICTED: "contradicted",
    Outcome.TIME_LIMIT: "time limit reached",
    Outcome.CRASHED: "crashed",
}

_WORST_FIRST = (
    Outcome.CONTRADICTED,
    Outcome.NOT_POSSIBLE,
    Outcome.NOT_VISIBLE,
    Outcome.SHOWN,
)


class Verdict(Frozen):
    """A verdict with the figures it rests on.

    Attributes:
        sentence: what was measured and what it had to be.
        rule: as it was declared.
    """

    outcome: Outcome
    sentence: str
    rule: str

    @property
    def word(self) -> str:
        """The outcome for people."""
        return OUTCOME_WORDS[self.outcome]


class World(Protocol):
    """An interpreter, as far as it matters here."""

    @property
    def gil_enabled(self) -> bool:
        """Whether the GIL is on in it."""
        ...


def rule(demo: Demo) -> str:
    """What has to be measured for it to count as shown."""
    return RULES[demo.name].words


def not_possible(demo: Demo, cores: int, interpreters: Sequence[World]) -> Verdict | None:
    """Why it can't show anything here, said before it runs; None where it can."""
    gils = {world.gil_enabled for world in interpreters}
    if cores < demo.needs_cores:
        reason = _too_few_cores(demo.needs_cores, cores)
    elif demo.name == "builds" and len(gils) < 2:  # noqa: PLR2004 - with it and without it
        found = " and ".join("with it" if on else "without it" for on in gils)
        reason = (
            "This takes one Python with the GIL and one without it (a free-threaded build). "
            f"Found here: {found or 'none'}."
        )
    elif len(interpreters) < demo.needs_interpreters:
        reason = (
            f"This takes at least {how_many(demo.needs_interpreters, 'Python')}. Found here: "
            f"{len(interpreters)}."
        )
    else:
        return None
    return Verdict(outcome=Outcome.NOT_POSSIBLE, sentence=reason, rule=rule(demo))


def judge(request: DemoRequest, outcome: DemoOutcome) -> Verdict:
    """Apply the rule of the demonstration that was asked for to what came of it."""
    words = RULES[request.demo].words
    if isinstance(outcome, Failure):
        return _failed(outcome, words)
    if request.demo in ("builds", "versions"):
        return _judge_parts(request.demo, outcome, words)
    return _judge_result(request.demo, outcome)


def _failed(failure: Failure, words: str) -> Verdict:
    if failure.kind == "time_limit":
        after = f" after {failure.limit_s:g} s" if failure.limit_s is not None else ""
        said = (
            f"It took too long and was stopped{after}, so nothing was measured. The machine may "
            "be busy: try again later."
        )
        return Verdict(outcome=Outcome.TIME_LIMIT, sentence=said, rule=words)
    said = "The script ended before it had a result. Everything else goes on: try again."
    return Verdict(outcome=Outcome.CRASHED, sentence=said, rule=words)


def _judge_result(demo: str, result: DemoResult) -> Verdict:
    claims, gap = _claims_of(demo, result)
    outcome, said = _decide(claims, result)
    if gap and outcome is not Outcome.CONTRADICTED:
        outcome, said = Outcome.NOT_VISIBLE, f"{gap} So nothing can be said about the rest."
    return Verdict(outcome=outcome, sentence=said, rule=RULES[demo].words)


def _claims_of(demo: str, result: DemoResult) -> tuple[list[Claim], str]:
    """The claims whose figures are there, and what was missing for the others."""
    claims: list[Claim] = []
    try:
        for claim in RULES[demo].claims(result):
            claims.append(claim)  # noqa: PERF402 - those before a gap count
    except MissingFigureError as missing:
        return claims, str(missing)
    return claims, ""


def _decide(claims: Sequence[Claim], result: DemoResult) -> tuple[Outcome, str]:
    broken = [claim for claim in claims if not claim.holds]
    hard = [claim for claim in broken if claim.hard]
    if hard:
        return Outcome.CONTRADICTED, f"{_told(hard)} That contradicts what we teach: report it."
    if not broken:
        return Outcome.SHOWN, _told(claims)
    needed = max(claim.needs_cores for claim in broken)
    if result.facts.cores < needed:
        return Outcome.NOT_POSSIBLE, _too_few_cores(needed, result.facts.cores)
    return Outcome.NOT_VISIBLE, f"{_told(broken)} {_excuse(result.others_cores)}"


def _told(claims: Sequence[Claim]) -> str:
    return sentence("; ".join(f"{claim.said} (rule: {claim.asked})" for claim in claims))


def _excuse(others: float | None) -> str:
    if others is None:
        return "What other programs used meanwhile can't be told on this system."
    if others >= _BUSY_FROM:
        return (
            f"Other programs used {in_cores(others)} cores meanwhile: try again when it is quieter."
        )
    return "Hardly anything else was running, so this machine can't show it right now."


def _too_few_cores(needed: int, cores: int) -> str:
    return (
        f"It takes {how_many(needed, 'core')} to show this, and the script may use only "
        f"{how_many(cores, 'core')} here."
    )


def _judge_parts(demo: str, result: DemoResult, words: str) -> Verdict:
    """The worst verdict of all parts; all have to be shown."""
    verdicts = {label: _judge_result(part.demo, part) for label, part in result.parts.items()}
    gils = {part.facts.gil_enabled for part in result.parts.values()}
    for outcome in _WORST_FIRST[:-1]:
        for label, verdict in verdicts.items():
            if verdict.outcome is outcome:
                return Verdict(outcome=outcome, sentence=f"{label}: {verdict.sentence}", rule=words)
    if len(verdicts) < 2 or (demo == "builds" and len(gils) < 2):  # noqa: PLR2004 - a comparison
        missing = "one with the GIL and one without" if demo == "builds" else "at least two"
        said = f"This compares Pythons, {missing}; too few of them gave a result."
        return Verdict(outcome=Outcome.NOT_VISIBLE, sentence=said, rule=words)
    said = " ".join(f"{label}: {verdict.sentence}" for label, verdict in verdicts.items())
    if demo == "versions":
        said = f"As declared on each of {len(verdicts)} Pythons: {'; '.join(verdicts)}."
    return Verdict(outcome=Outcome.SHOWN, sentence=said, rule=words)

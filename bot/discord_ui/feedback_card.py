"""The card that says what an answer was worth, and why, in the learner's own words.

Corrections come first: what is wrong costs more than what is missing. A feedback of any size fits:
it is told in ever less detail until it does.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from discord import ButtonStyle
from discord.ui import LayoutView

from ..coach.practice import Result
from ..domain.feedback import Correction, Feedback, Line
from ..domain.grade import Band, Status
from ..domain.streak import Streak
from .buttons import CardButton, button, link_button
from .cards import BAND_COLOURS, card, small
from .custom_id import Link, Verb
from .limits import MESSAGE_TEXT, characters
from .quote import cut, link, one_line, quoted


class _Detail(NamedTuple):
    """How much is told: characters of a sentence and of a quote, numbers of the others."""

    sentence: int
    quote: int
    quotes: int
    corrections: int
    links: bool


_DETAILS = (
    _Detail(sentence=400, quote=120, quotes=3, corrections=6, links=True),
    _Detail(sentence=300, quote=80, quotes=2, corrections=4, links=True),
    _Detail(sentence=200, quote=60, quotes=1, corrections=3, links=True),
    _Detail(sentence=110, quote=40, quotes=1, corrections=3, links=False),
)

_NOTES = 3
_SPACED = 7
"""Paragraphs of a section that may take two components each: two such sections fit a message."""

_MARKS = {
    Status.MET: "✓",
    Status.CLOSE: "◐",
    Status.MISSED: "○",
    Status.NEGATED: "✗",
    Status.CONTRADICTED: "✗",
}


def feedback_card(result: Result, *, shared: bool = False) -> LayoutView:
    """A graded answer.

    Args:
        shared: it was shown to the server already.
    """
    return card(
        *_fitting(result),
        colour=BAND_COLOURS[result.feedback.band],
        buttons=_buttons(result, shared=shared),
    )


def score(feedback: Feedback) -> str:
    """The score in large letters and the band in words."""
    if feedback.points is None:
        return f"## {feedback.headline}"
    return f"# {feedback.points} / 100\n{feedback.headline}"


def _fitting(result: Result) -> list[list[str]]:
    """The sections of the card, in the most detail that fits."""
    for detail in _DETAILS[:-1]:
        sections = [*_sections(result, detail)]
        if sum(map(characters, chain(*sections))) <= MESSAGE_TEXT:
            return sections
    return [*_sections(result, _DETAILS[-1])]


def _sections(result: Result, detail: _Detail) -> Iterator[list[str]]:
    feedback = result.feedback
    yield [f"{small(one_line(result.item.title))}\n{score(feedback)}"]
    yield ["\n".join(feedback.notes[:_NOTES])] if feedback.notes else []
    yield _spaced(_correction(one, detail) for one in _weightiest(feedback, detail))
    yield _spaced(_line(line, detail) for line in feedback.lines)
    yield [small(streak_line(result.streak))]


def _spaced(paragraphs: Iterable[str]) -> list[str]:
    """Paragraphs with room between them; too many of those stand close together."""
    every = [*paragraphs]
    return every if len(every) <= _SPACED else ["\n".join(every)]


def _weightiest(feedback: Feedback, detail: _Detail) -> list[Correction]:
    return sorted(feedback.corrections, key=lambda one: not one.costs)[: detail.corrections]


def _correction(correction: Correction, detail: _Detail) -> str:
    head = "A misconception" if correction.costs else "A misconception, at no cost here"
    said = cut(one_line(correction.say), detail.sentence)
    source = correction.source
    read_on = f" {link(source.title, source.url)}" if detail.links else ""
    quotes = _quotes(correction.quotes, detail)
    return "\n".join([f"✗ **{head}**" + (f" · {quotes}" if quotes else ""), f"{said}{read_on}"])


def _line(line: Line, detail: _Detail) -> str:
    word = line.word[0].upper() + line.word[1:] + (", a bonus" if line.bonus else "")
    said = cut(one_line(line.say), detail.sentence)
    quotes = _quotes(line.quotes, detail)
    return f"{_MARKS[line.status]} **{word}** · {said}" + (f"\n> {quotes}" if quotes else "")


def _quotes(quotes: Iterable[str], detail: _Detail) -> str:
    shown = [one for one in (quoted(quote, detail.quote) for quote in quotes) if one]
    return " … ".join(shown[: detail.quotes])


def streak_line(streak: Streak) -> str:
    """Where the learner's streak stands, in one line."""
    if not streak.length:
        return "No streak yet: one graded answer a day starts one."
    if streak.length == 1 and streak.today:
        return "Streak: day 1 · one answer tomorrow makes it 2"
    parts = [f"Streak: {streak.length} {'day' if streak.length == 1 else 'days'}"]
    if not streak.today:
        parts.append("today is still open")
    if streak.free_day is not None:
        parts.append(f"free day used on {streak.free_day.day} {streak.free_day:%B}")
    if streak.alive_until is not None:
        parts.append(f"runs out <t:{streak.alive_until.timestamp():.0f}:R>")
    return " · ".join(parts)


def _buttons(result: Result, *, shared: bool) -> list[CardButton]:
    card_id = result.attempt.card_id
    row = [button(Verb.AGAIN, card_id, "Try again")]
    if result.model_answer_open:
        row.append(button(Verb.MODEL, card_id, "Model answer"))
    if result.attempt.group_id is not None and result.feedback.points is not None:
        label = "Shared" if shared else "Share"
        row.append(button(Verb.SHARE, result.attempt.id, label, disabled=shared))
    if result.feedback.band is not Band.EXCELLENT:
        row.append(button(Verb.DONT_KNOW, card_id, "I don't know"))
    row.append(button(Verb.NEXT, card_id, "Next", style=ButtonStyle.primary))
    return [*row, *_demos(result)]


def _demos(result: Result) -> Iterator[CardButton]:
    """The demonstration that proves the weightiest correction, or the one of the question."""
    corrections = sorted(result.feedback.corrections, key=lambda one: not one.costs)
    proofs = [one.demo for one in corrections if one.demo]
    if proofs:
        yield link_button(Link.DEMO, proofs[0], "Prove it")
    elif result.item.demo:
        yield link_button(Link.DEMO, result.item.demo, "See it measured")

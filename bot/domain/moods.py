"""How words are meant: plainly, or only supposed, reported, heard, scoped, asked or countered."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from .cues import (
    BELIEFS,
    BUTS,
    COMMONLY,
    COMPARING,
    CONDITIONS,
    DISAGREEMENTS,
    INVERTED,
    MEASURED,
    MODALS,
    MOODS,
    PROVISOS,
    QUANTIFIERS,
    REPORT_ENDS,
    TAKING_BACK,
    TELLERS,
    VERDICTS,
    Mood,
)
from .english import ARTICLES
from .reading import Reading

_REJECTION_WORDS = 1
# In a text without full stops a phrase shades only what stands around it.
_SHADE_BEFORE = 15
_SHADE_AFTER = 25
_TELLER_REACH = 4
_QUANTIFIER_REACH = 2
_COUNTER_REACH = 7
_COUNTERED_BEFORE = 30
_COMPARED_BEFORE = 4
_MEASURED_BEFORE = 2
_QUOTED = re.compile(r"[\"\u201c\u201e]([^\"\u201c-\u201e\n]+)[\"\u201c\u201d]")
_SHORTEST_QUOTE = 4
"""Words of a quotation that says something, and is no name."""


@dataclass(frozen=True, slots=True)
class Shade:
    """A phrase that says how its sentence is meant, and its tokens but for articles."""

    mood: Mood
    words: frozenset[int] = frozenset()


class MoodFinder:
    """Finds what shades the meaning of each token.

    Attributes:
        shades: tokens that are not simply claimed, each with what shades them.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._tokens = reading.tokens
        self._breaks = reading.breaks
        self.shades: dict[int, list[Shade]] = {}

    def run(self) -> None:
        """Find how all words are meant."""
        for first, last in self._reading.sentences:
            self._suppose(first, last)
            self._report(first, last)
            self._counter(first, last)
        self._limit()
        self._name()
        self._quote()

    def _name(self) -> None:
        """Shade what stands around phrases that name a mood."""
        free = 0
        for index, mood, length in MOODS.all_in(self._reading):
            if index < free:
                continue
            free = index + length
            first, last = self._sentence(index)
            phrase = self._tokens[index : index + length]
            start, end = max(first, index - _SHADE_BEFORE), min(last, index + _SHADE_AFTER)
            if mood in Mood.REPORTED | Mood.HEARD:
                if VERDICTS.isdisjoint(token.word for token in phrase):
                    start = index
                end = self._report_end(index, last)
            before = self._tokens[max(first, index - _COMPARED_BEFORE) : index]
            if mood is Mood.SCOPED and any(token.word in COMPARING for token in before):
                continue
            named = (index + at for at, token in enumerate(phrase) if token.word not in ARTICLES)
            self.shade(start, end, Shade(mood, frozenset(named)))

    def _quote(self) -> None:
        """Shade quotations, unless they are all there is."""
        quotations = [*_QUOTED.finditer(self._reading.text)]
        starts = [start for start, _ in self._reading.spans] if quotations else []
        for quotation in quotations:
            first = bisect_left(starts, quotation.start())
            last = bisect_left(starts, quotation.end())
            if _SHORTEST_QUOTE <= last - first < len(starts):
                self.shade(first, last, Shade(Mood.HEARD))

    def _sentence(self, index: int) -> tuple[int, int]:
        return self._reading.sentences[self._reading.numbers[index]]

    def disagrees(self, first: int, last: int) -> bool:
        """Whether a short sentence does nothing but reject the one before it."""
        found = DISAGREEMENTS.at(self._reading, first, last)
        return found is not None and last - first <= found[1] + _REJECTION_WORDS

    def shade(self, first: int, last: int, shade: Shade) -> None:
        """Put a shade over some tokens."""
        for index in range(first, last):
            self.shades.setdefault(index, []).append(shade)

    def _suppose(self, first: int, last: int) -> None:
        """Shade a sentence that has "if" and "would", from the clause of the first of them on."""
        words = self._reading.words[first:last]
        if MODALS.isdisjoint(words):
            return
        conditions = [first + at for at, word in enumerate(words) if word in CONDITIONS]
        modals = [
            first + at
            for at, word in enumerate(words)
            if word in MODALS and words[at + 1 : at + 2] != ["like"]
        ]
        if words[0] in INVERTED and modals[-1:] > [first]:
            conditions.insert(0, first)
        if conditions and modals:
            named = frozenset({conditions[0], modals[0]})
            clause = (at for at in range(first, min(named) + 1) if at in self._breaks)
            self.shade(max(clause, default=first), last, Shade(Mood.SUPPOSED, named))

    def _report(self, first: int, last: int) -> None:
        """Shade what others are said to think: "many beginners wrongly assume that ..."."""
        if BELIEFS.isdisjoint(self._reading.stems[first:last]):
            return
        for index in range(first, last):
            token = self._tokens[index]
            if token.stem in TELLERS:
                reach = _TELLER_REACH
            elif token.word in QUANTIFIERS or token.word in COMMONLY:
                reach = _QUANTIFIER_REACH
            else:
                continue
            end = min(index + 1 + reach, last)
            paused = next((at for at in range(index + 1, end) if at in self._breaks), end)
            if any(one.stem in BELIEFS for one in self._tokens[index + 1 : paused]):
                self.shade(index, self._report_end(index, last), Shade(Mood.REPORTED))
                return

    def _report_end(self, start: int, last: int) -> int:
        end = min(last, start + _SHADE_AFTER)
        ends = (at for at in range(start, end) if self._tokens[at].word in REPORT_ENDS)
        return next(ends, end)

    def _counter(self, first: int, last: int) -> None:
        """Shade what is taken back by a "but ... not"."""
        words = enumerate(self._reading.words[first + 1 : last], first + 1)
        for index in [index for index, word in words if word in BUTS]:
            after = self._reading.words[index + 1 : min(index + 1 + _COUNTER_REACH, last)]
            if not TAKING_BACK.isdisjoint(after):
                self.shade(max(first, index - _COUNTERED_BEFORE), index, Shade(Mood.COUNTERED))

    def _limit(self) -> None:
        """Shade what is limited by an "unless"."""
        for index, _, length in PROVISOS.all_in(self._reading):
            first, _ = self._sentence(index)
            before = self._reading.stems[max(first, index - _MEASURED_BEFORE) : index]
            if MEASURED.isdisjoint(before):
                named = frozenset(range(index, index + length))
                start = max(first, index - _COUNTERED_BEFORE)
                self.shade(start, index, Shade(Mood.COUNTERED, named))

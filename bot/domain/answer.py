"""One answer, read: what it says of each criterion, and which misconceptions it claims."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from itertools import islice, pairwise
from operator import or_
from typing import NamedTuple

from .beliefs import Beliefs, Wording
from .cues import Mood
from .grade import Finding, Mark, Span, Status
from .guard import Guards, abstain, addressed_to_grader
from .matching import Match, Run
from .polarity import Polarity, find_polarity
from .program import Program
from .pronouns import LINKS, resolve
from .reading import Reading, read
from .rubric import Compiled, Trap
from .screen import Alternative, Patterns, Screen
from .tables import with_heads

CLOSE_CREDIT = 0.5
SOFT_FROM = 0.6
"""Share of an idea's words that must stand in one sentence before soft coverage counts."""

CLAIM_GAP = 10
"""Words that may stand between two of a misconception.

Source: measured; a seventh of all false accusations lay further apart, and hardly a belief.
"""

WORDING = "wording"
"""Stands for the pattern where it was how a sentence is worded that told."""

_SOFT_WORDS = 3
_SAME_WORDS = 2 / 3
_LONGEST_QUOTE = 22
_QUOTE_GAP = 10


class _Sighting(NamedTuple):
    """Where a pattern was seen."""

    pattern: str
    affirmed: Match | None
    denied: Match | None


class _Claim(NamedTuple):
    """Where something was plainly claimed."""

    pattern: str
    match: Match


class Answer:
    """One text, ready to be matched.

    Args:
        beliefs: how misconceptions are worded.

    Attributes:
        abstains: why it can't be graded at all, if so.
    """

    def __init__(self, program: Program, beliefs: Beliefs, text: str) -> None:
        self._typed = read(text)
        self.abstains = abstain(self._typed)
        self.reading: Reading = resolve(with_heads(self._typed))
        self._program = program
        self._beliefs = beliefs
        self._possible: dict[Patterns, list[Alternative]] = {}
        self._sifted: set[Screen] = set()
        self._claims: dict[Patterns, _Claim | None] = {}

    @cached_property
    def polarity(self) -> Polarity:
        """What its words stand under."""
        return find_polarity(self.reading)

    @cached_property
    def guards(self) -> Guards:
        """What holds its scores down."""
        return Guards(self._typed)

    @cached_property
    def to_grader(self) -> frozenset[int]:
        """Its sentences that speak to whoever marks it."""
        return addressed_to_grader(self._typed)

    @cached_property
    def _links(self) -> list[int]:
        """The pronouns: they carry on what a sentence speaks of."""
        return [at for at, word in enumerate(self.reading.words) if word in LINKS]

    @cached_property
    def _run(self) -> Run:
        return Run(self._program, self.reading, self.polarity, ignored=self.to_grader)

    @cached_property
    def _wording(self) -> Wording:
        return Wording(self._beliefs, self.reading, self.polarity)

    @cached_property
    def _worded(self) -> Mapping[str, Span]:
        """The misconceptions that its sentences are worded like."""
        return self._wording.beliefs(self.to_grader)

    def sift(self, screen: Screen) -> None:
        """Note which patterns of a screen are possible; the others are taken not to match."""
        if screen not in self._sifted:
            self._sifted.add(screen)
            self._possible.update(self._run.possible(screen))

    def mark(self, compiled: Compiled, *, soft: bool) -> Mark:
        """The mark of one criterion.

        Args:
            soft: whether a sentence with most words of the idea earns part of it.
        """
        seen = self._sight(compiled.any)
        if seen and seen.affirmed:
            if seen.denied and self._contradicts(seen.affirmed, seen.denied):
                both = (*self._evidence(seen.affirmed), *self._evidence(seen.denied))
                return self._mark(compiled, Status.CONTRADICTED, 0.0, both, seen.pattern)
            evidence = self._evidence(seen.affirmed)
            return self._mark(compiled, Status.MET, 1.0, evidence, seen.pattern)
        near = self._sight(compiled.close)
        if near and near.affirmed:
            evidence = self._evidence(near.affirmed)
            return self._mark(compiled, Status.CLOSE, CLOSE_CREDIT, evidence, near.pattern)
        if seen and seen.denied:
            evidence = self._evidence(seen.denied)
            return self._mark(compiled, Status.NEGATED, 0.0, evidence, seen.pattern)
        if soft:
            return self._soft(compiled)
        return compiled.missed

    def affirmed(self, patterns: Patterns) -> list[int]:
        """Which patterns, by position, are affirmed somewhere."""
        possible = self._possible.get(patterns, ())
        affirmed = {one for one in possible if self._look(one).affirmed}
        return [at for at, one in enumerate(patterns.alternatives) if one in affirmed]

    def findings(self, traps: Sequence[Trap], *, doubted: bool = False) -> Iterator[Finding]:
        """The misconceptions the text claims: by a pattern, or else by how it is worded.

        Args:
            doubted: whether one that the item does not list must be found by two patterns.
        """
        possible = self._possible
        told: list[Span] = []
        for trap in [one for one in traps if one.any in possible or one.asked in possible]:
            claim = self._claim_if_possible(trap.any) or self._claim_if_possible(trap.asked)
            if claim and self._is_held(trap, claim.match, doubted=doubted):
                evidence = self._evidence(claim.match)
                told += evidence
                yield Finding(
                    id=trap.id,
                    evidence=evidence,
                    pattern=claim.pattern,
                    cap=trap.cap,
                    penalty=trap.penalty,
                    attached=trap.attached,
                )
        for trap in () if doubted else traps:
            sentence = self._worded.get(trap.id)
            if sentence and self._claim(trap.unless) is None and not _meets(sentence, told):
                # It is worth a remark, but without a second sign not a point.
                yield Finding(id=trap.id, evidence=(sentence,), pattern=WORDING, attached=False)

    def _is_held(self, trap: Trap, match: Match, *, doubted: bool) -> bool:
        """Whether what a pattern found is what the learner believes."""
        sentences = {self._run.sentence(token) for token in match.tokens}
        return (
            self._claim(trap.unless) is None
            and (trap.attached or not doubted or self._is_claimed_twice(trap.any))
            and self._wording.allows(trap.id, sentences, listed=trap.attached)
        )

    def _sight(self, patterns: Patterns) -> _Sighting | None:
        """The first pattern that is affirmed somewhere, else the first that is denied."""
        only_denied = None
        for alternative in self._possible.get(patterns, ()):
            seen = self._look(alternative)
            if seen.affirmed:
                return seen
            if seen.denied and only_denied is None:
                only_denied = seen
        return only_denied

    def _look(self, alternative: Alternative) -> _Sighting:
        affirmed = denied = None
        for match in self._run.matches(alternative.number):
            mood = self._mood(match)
            if Mood.REPORTED in mood:
                continue
            # "Without it refcounts would not be safe" says what it does.
            if Mood.SUPPOSED in mood or not self._run.denied(match):
                affirmed = affirmed or match
            else:
                denied = denied or match
        return _Sighting(alternative.text, affirmed, denied)

    def _claim_if_possible(self, patterns: Patterns) -> _Claim | None:
        return self._claim(patterns) if patterns in self._possible else None

    def _claim(self, patterns: Patterns) -> _Claim | None:
        """The first pattern that is plainly claimed."""
        if patterns not in self._claims:
            self._claims[patterns] = next(self._claimed(patterns), None)
        return self._claims[patterns]

    def _is_claimed_twice(self, patterns: Patterns) -> bool:
        return len([*islice(self._claimed(patterns), 2)]) > 1

    def _claimed(self, patterns: Patterns) -> Iterator[_Claim]:
        """Each pattern that is plainly claimed, where it is first."""
        for alternative in self._possible.get(patterns, patterns.alternatives):
            for match in self._run.matches(alternative.number):
                if (
                    self._mood(match) is Mood.CLAIMED
                    and not self._run.denied(match)
                    and self._is_one_claim(match)
                ):
                    yield _Claim(alternative.text, match)
                    break

    def _is_one_claim(self, match: Match) -> bool:
        """Whether the words of each sentence stand close enough, or a pronoun links them."""
        sentence = self._run.sentence
        return all(
            self._is_bridged(token, later)
            for token, later in pairwise(match.tokens)
            if sentence(token) == sentence(later)
        )

    def _is_bridged(self, token: int, later: int) -> bool:
        """Whether no gap between two tokens, and the pronouns between them, is too wide."""
        steps = [token, *(at for at in self._links if token < at < later), later]
        return all(after - before <= CLAIM_GAP + 1 for before, after in pairwise(steps))

    def _mood(self, match: Match) -> Mood:
        """How the match is meant; a phrase that the pattern itself names does not count."""
        if self.polarity.shades.keys().isdisjoint(match.tokens):
            return Mood.CLAIMED
        ignoring = frozenset(match.tokens)
        moods = [self.polarity.mood(token, ignoring) for token in match.tokens]
        mood = reduce(or_, moods)
        # What a "but" takes back lies before it; a claim that goes on behind it stands.
        return mood if all(Mood.COUNTERED in one for one in moods) else mood & ~Mood.COUNTERED

    def _contradicts(self, affirmed: Match, denied: Match) -> bool:
        """Whether two sentences claim the same thing, once denied."""
        if self._run.sentence(denied.first) == self._run.sentence(affirmed.first):
            return False
        if (self._mood(denied) | self._mood(affirmed)) is not Mood.CLAIMED:
            return False
        said, taken_back = self._stems(affirmed), self._stems(denied)
        return len(said & taken_back) >= _SAME_WORDS * len(said)

    def _stems(self, match: Match) -> frozenset[str]:
        return frozenset(self.reading.tokens[token].stem for token in match.tokens)

    def _soft(self, compiled: Compiled) -> Mark:
        """Half credit at most for a sentence that has most words of the idea."""
        enough = max(_SOFT_WORDS, SOFT_FROM * len(compiled.idea))
        words = [word for word in compiled.idea if self._run.may_match(word)]
        if len(words) < enough:
            return compiled.missed
        places: dict[int, dict[int, Match]] = {}
        for at, word in enumerate(words):
            for match in self._run.matches(word):
                if Mood.REPORTED not in self._mood(match) and not self._run.denied(match):
                    places.setdefault(self._run.sentence(match.first), {}).setdefault(at, match)
        best = max(places.values(), key=len, default={})
        if len(best) < enough:
            return compiled.missed
        credit = round(CLOSE_CREDIT * len(best) / len(compiled.idea), 4)
        tokens = sorted({token for match in best.values() for token in match.tokens})
        return self._mark(compiled, Status.CLOSE, credit, self._spans(tokens), "say")

    def _mark(
        self,
        compiled: Compiled,
        status: Status,
        credit: float,
        evidence: tuple[Span, ...],
        pattern: str,
    ) -> Mark:
        return Mark(
            criterion=compiled.criterion.id,
            status=status,
            credit=credit,
            evidence=evidence,
            pattern=pattern,
        )

    def _evidence(self, match: Match) -> tuple[Span, ...]:
        return self._spans(match.tokens)

    def _spans(self, tokens: Sequence[int]) -> tuple[Span, ...]:
        """The words as quotes: whole where they stand close together, else piece by piece."""
        pieces: list[list[int]] = []
        for token in tokens:
            if (
                pieces
                and token - pieces[-1][-1] <= _QUOTE_GAP
                and token - pieces[-1][0] < _LONGEST_QUOTE
                and self._run.sentence(token) == self._run.sentence(pieces[-1][-1])
            ):
                pieces[-1].append(token)
            else:
                pieces.append([token])
        return tuple(self.reading.span(piece[0], piece[-1]) for piece in pieces)


def _meets(sentence: Span, spans: Iterable[Span]) -> bool:
    """Whether a sentence has a part in common with some spans."""
    start, end = sentence
    return any(first < end and start < last for first, last in spans)

"""Grading: a text and a rubric in, a grade out.

    read -> what is denied or only supposed -> match -> marks -> misconceptions -> score -> guards

The same text, item and engine give the same bytes. Every point is traced to a criterion, a pattern
and the learner's own words.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property, reduce
from itertools import pairwise
from operator import or_
from typing import NamedTuple

from .bank import Bank
from .cues import Mood
from .grade import Finding, Flag, Grade, Mark, Span, Status, band_of
from .guard import CAPS, Guards, abstain, addressed_to_grader
from .matching import Match, Run
from .polarity import Polarity, find_polarity
from .program import Program
from .pronouns import LINKS, resolve
from .reading import Reading, read
from .rubric import Compiled, Rubric, RubricCompiler, Trap
from .screen import Alternative, Patterns, Screen
from .stem import STEMMER_VERSION

ENGINE_VERSION = f"2 {STEMMER_VERSION}"

CLOSE_CREDIT = 0.5
SOFT_FROM = 0.6
"""Share of an idea's words that must stand in one sentence before soft coverage counts."""

CLAIM_GAP = 10
"""Words that may stand between two of a misconception.

Source: measured; without it one true sentence in seven more is accused, and hardly a belief found.
"""

_SOFT_WORDS = 3
_SAME_WORDS = 2 / 3
_LONGEST_QUOTE = 22
_QUOTE_GAP = 10


class Grader:
    """Grades answers to the items of a bank.

    Raises:
        PatternError: a pattern of the bank can't be read.
    """

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        compiler = RubricCompiler(bank)
        compiled = compiler.compile()
        self._program, self._rubrics = compiled.program, compiled.rubrics
        self._catalogue = compiled.catalogue

    def grade(self, item_id: str, text: str, *, model_answer_seen: bool = False) -> Grade:
        """Grade a text as an answer to the item.

        Args:
            model_answer_seen: whether the learner could have copied the model answer.

        Raises:
            UnknownNameError: there is no such item.
        """
        rubric = self._rubrics[self._bank.item(item_id).id]
        answer = self.read(text)
        if answer.abstains is not None:
            return self._grade(rubric, None, [], [], [answer.abstains])
        answer.sift(rubric.screen)
        marks = [answer.mark(one, soft=True) for one in rubric.required]
        marks += [answer.mark(one, soft=False) for one in rubric.bonus]
        guards = answer.guards.against(rubric.shown, model_answer_seen=model_answer_seen)
        return self._judge(rubric, answer, _earned(rubric, marks), marks, guards)

    def grade_reply(self, item_id: str, criterion_id: str, text: str) -> Grade:
        """Grade a reply to the follow-up question on a criterion: one mark, its credit the score.

        A right one may be as short as it likes, and a list, since follow-ups ask for names too.

        Raises:
            UnknownNameError: there is no such item.
            KeyError: the item has no follow-up on that criterion.
        """
        rubric = self._rubrics[self._bank.item(item_id).id]
        probe = rubric.probes[criterion_id]
        answer = self.read(text)
        if answer.abstains not in (None, Flag.TOO_SHORT):
            return self._grade(rubric, None, [], [], [answer.abstains])
        answer.sift(probe.screen)
        mark = answer.mark(probe.compiled, soft=True)
        if answer.abstains is not None and mark.status is Status.MISSED:
            return self._grade(rubric, None, [], [], [answer.abstains])
        guards = answer.guards.against(probe.shown, model_answer_seen=True)
        guards = [guard for guard in guards if guard is not Flag.KEYWORD_LIST]
        right = self.read(probe.compiled.criterion.say)
        right.sift(self._catalogue.screen)
        # "They shared one GIL" is wrong today, and right where one is asked about the past.
        fair = {finding.id for finding in right.findings(rubric.traps)}
        return self._judge(rubric, answer, mark.credit, [mark], guards, fair=fair)

    def read(self, text: str) -> "Answer":
        """Read a text; a reader that keeps what it read makes grading it for many items cheap."""
        return Answer(self._program, text)

    def reached(self, item_id: str, texts: Sequence[str]) -> dict[str, list[set[int]]]:
        """By criterion, for each of its patterns the texts (by position) it is affirmed in."""
        rubric = self._rubrics[item_id]
        reached: dict[str, list[set[int]]] = {
            one.criterion.id: [set() for _ in one.any.alternatives]
            for one in (*rubric.required, *rubric.bonus)
        }
        for at, text in enumerate(texts):
            answer = self.read(text)
            answer.sift(rubric.screen)
            for one in (*rubric.required, *rubric.bonus):
                for place in answer.affirmed(one.any):
                    reached[one.criterion.id][place].add(at)
        return reached

    def read_side_remarks(self, text: str) -> Grade:
        """Read a text against the misconception catalogue alone: no item, no score."""
        answer = self.read(text)
        answer.sift(self._catalogue.screen)
        return Grade(
            item_id=None,
            score=None,
            band=band_of(None),
            misconceptions=tuple(answer.findings(self._catalogue.traps)),
            engine_version=ENGINE_VERSION,
        )

    def _judge(
        self,
        rubric: Rubric,
        answer: "Answer",
        earned: float,
        marks: Sequence[Mark],
        guards: Sequence[Flag],
        fair: Collection[str] = (),
    ) -> Grade:
        """What was earned, lowered by what the answer claims wrongly and by the guards.

        Args:
            fair: ids of misconceptions that are none here.
        """
        answer.sift(self._catalogue.screen)
        findings = [one for one in answer.findings(rubric.traps) if one.id not in fair]
        score = min([_lowered(earned, findings), *(CAPS[guard] for guard in guards)])
        flags = [Flag.CUT] if answer.reading.cut else []
        flags += guards
        if answer.to_grader:
            flags.append(Flag.TO_THE_GRADER)
        return self._grade(rubric, score, marks, findings, flags)

    def _grade(
        self,
        rubric: Rubric,
        score: float | None,
        marks: Sequence[Mark],
        findings: Sequence[Finding],
        flags: Sequence[Flag],
    ) -> Grade:
        score = None if score is None else round(score, 4)
        return Grade(
            item_id=rubric.item.id,
            score=score,
            band=band_of(score),
            marks=tuple(marks),
            misconceptions=tuple(findings),
            flags=tuple(flags),
            rubric_version=self._bank.rubric_version(rubric.item.id),
            engine_version=ENGINE_VERSION,
        )


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

    Attributes:
        abstains: why it can't be graded at all, if so.
    """

    def __init__(self, program: Program, text: str) -> None:
        self._typed = read(text)
        self.abstains = abstain(self._typed)
        self.reading: Reading = resolve(self._typed)
        self._program = program
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

    def findings(self, traps: Iterable[Trap]) -> Iterable[Finding]:
        """The misconceptions the text claims."""
        for trap in [trap for trap in traps if trap.any in self._possible]:
            claim = self._claim(trap.any)
            if claim is not None and self._claim(trap.unless) is None:
                yield Finding(
                    id=trap.id,
                    evidence=self._evidence(claim.match),
                    pattern=claim.pattern,
                    cap=trap.cap,
                    penalty=trap.penalty,
                    attached=trap.attached,
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

    def _claim(self, patterns: Patterns) -> "_Claim | None":
        """The first pattern that is plainly claimed."""
        if patterns not in self._claims:
            claimed = (
                _Claim(alternative.text, match)
                for alternative in self._possible.get(patterns, ())
                for match in self._run.matches(alternative.number)
                if self._mood(match) is Mood.CLAIMED
                and not self._run.denied(match)
                and self._is_one_claim(match)
            )
            self._claims[patterns] = next(claimed, None)
        return self._claims[patterns]

    def _is_one_claim(self, match: Match) -> bool:
        """Whether the words of each sentence stand close enough, or a pronoun links them."""
        sentence = self._run.sentence
        links = [at for at in self._links if match.first < at < match.last]
        return not any(
            later - token > CLAIM_GAP + 1 and sentence(later) == sentence(token)
            for token, later in pairwise(sorted({*match.tokens, *links}))
        )

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


def _earned(rubric: Rubric, marks: Sequence[Mark]) -> float:
    """Points over the sum of required weights, at most 1."""
    weights = [one.criterion.weight for one in (*rubric.required, *rubric.bonus)]
    earned = sum(weight * mark.credit for weight, mark in zip(weights, marks, strict=True))
    return min(1.0, earned / sum(one.criterion.weight for one in rubric.required))


def _lowered(score: float, findings: Sequence[Finding]) -> float:
    """A score less penalties, under the lowest cap, in 0..1."""
    for finding in findings:
        score -= finding.penalty
    caps = [finding.cap for finding in findings if finding.cap is not None]
    return max(0.0, min([score, *caps]))

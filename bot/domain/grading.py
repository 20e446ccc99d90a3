"""Grading: a text and a rubric in, a grade out.

    read -> what is denied or only supposed -> match -> marks -> misconceptions -> score -> guards

The same text, item and engine give the same bytes. Every point is traced to a criterion, a pattern
and the learner's own words.
"""

from collections.abc import Collection, Sequence

from .answer import Answer
from .bank import Bank
from .charging import charge
from .collector import collector_paused
from .grade import Band, Finding, Flag, Grade, Mark, Status, band_of
from .guard import CAPS
from .marking import affirmed, mark
from .rubric import Rubric, RubricCompiler
from .stem import STEMMER_VERSION

ENGINE_VERSION = f"8 {STEMMER_VERSION}"

_RIGHT = frozenset({Band.EXCELLENT, Band.GOOD})


class Grader:
    """Grades answers to the items of a bank.

    Raises:
        PatternError: a pattern of the bank can't be read.
    """

    @collector_paused()
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
        marks = [mark(answer, one, soft=True) for one in rubric.required]
        marks += [mark(answer, one, soft=False) for one in rubric.bonus]
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
        replied = mark(answer, probe.compiled, soft=True)
        if answer.abstains is not None and replied.status is Status.MISSED:
            return self._grade(rubric, None, [], [], [answer.abstains])
        guards = answer.guards.against(probe.shown, model_answer_seen=True)
        guards = [guard for guard in guards if guard is not Flag.KEYWORD_LIST]
        right = self.read(probe.compiled.criterion.say)
        right.sift(self._catalogue.screen)
        # "They shared one GIL" is wrong today, and right where one is asked about the past.
        fair = {finding.id for finding in charge(right, rubric.traps)}
        return self._judge(rubric, answer, replied.credit, [replied], guards, fair=fair)

    def read(self, text: str) -> Answer:
        """Read a text; a reader that keeps what it read makes grading it for many items cheap."""
        return Answer(self._program, self._bank.beliefs, text)

    def reached(self, item_id: str, texts: Sequence[str]) -> dict[str, list[set[int]]]:
        """By criterion, for each of its patterns the texts (by position) it is affirmed in.

        Raises:
            UnknownNameError: there is no such item.
        """
        rubric = self._rubrics[self._bank.item(item_id).id]
        reached: dict[str, list[set[int]]] = {
            one.criterion.id: [set() for _ in one.any.alternatives]
            for one in (*rubric.required, *rubric.bonus)
        }
        for at, text in enumerate(texts):
            answer = self.read(text)
            answer.sift(rubric.screen)
            for one in (*rubric.required, *rubric.bonus):
                for place in affirmed(answer, one.any):
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
            misconceptions=tuple(charge(answer, self._catalogue.traps)),
            engine_version=ENGINE_VERSION,
        )

    def _judge(
        self,
        rubric: Rubric,
        answer: Answer,
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
        # Who answers well rarely holds a belief the question is not about, so one sign is too few.
        doubted = band_of(earned) in _RIGHT
        found = charge(answer, rubric.traps, doubted=doubted)
        findings = [finding for finding in found if finding.id not in fair]
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

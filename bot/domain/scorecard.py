"""What a mock interview showed: by topic and skill, what was strong, what to study next.

Everything is counted from the marks of the answers. A skipped question counts as nothing known; one
that was never reached, or could not be graded, doesn't count. Follow-ups are counted apart: they
help to learn and don't change the marks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from pydantic import AwareDatetime

from .attempt import Attempt, Certainty
from .certainty import RIGHT_FROM, Rated, Tally, tally
from .grade import Frozen
from .interview import Interview
from .interview_answer import Question, Quote, strongest, weakest
from .interview_plan import Plan
from .item import Criterion, Misconception, Skill, Source
from .ranking import points_of

STUDIED = 3
"""Things to study that are named."""


class Part(Frozen):
    """How well one topic or one skill went.

    Attributes:
        share: 0..1.
        questions: how many it was seen in.
    """

    name: str
    share: float
    questions: int


class Study(Frozen):
    """Something to study: an idea that was missed.

    Attributes:
        demo: the demonstration that shows it, if there is one.
    """

    item_id: str
    title: str
    say: str
    source: Source
    demo: str | None


class Past(Frozen):
    """An earlier interview of the learner."""

    interview_id: int
    ended_at: AwareDatetime
    plan: Plan
    points: int


class Scorecard(Frozen):
    """The result of an interview.

    Attributes:
        points: 0..100, or None where nothing counts.
        asked: questions that were put.
        ungraded: answers that could not be graded.
        hint_points: points of the leaderboard that the hints cost.
        replied: follow-ups that were replied to, and how many of the replies were right.
        previous: earlier interviews, the newest first.
    """

    interview_id: int
    started_at: AwareDatetime
    ended_at: AwareDatetime
    plan: Plan
    points: int | None
    planned: int
    asked: int
    answered: int
    skipped: int
    ungraded: int
    hints: int
    hint_points: int
    replied: int
    replied_well: int
    topics: tuple[Part, ...]
    skills: tuple[Part, ...]
    strongest: Quote | None
    weakest: Quote | None
    calibration: tuple[Tally, ...]
    study: tuple[Study, ...]
    previous: tuple[Past, ...]


def score_interview(
    interview: Interview,
    questions: Sequence[Question],
    *,
    ended_at: datetime,
    topics: Mapping[str, str],
    catalogue: Mapping[str, Misconception],
    previous: Sequence[Past] = (),
) -> Scorecard:
    """Count up an interview.

    Args:
        questions: one a turn, in the order they were asked.
        ended_at: when it ended.
        topics: topic id -> title.
        catalogue: misconceptions by id.
        previous: earlier interviews of the learner, the newest first.
    """
    graded = [one for one in questions if one.grade]
    replies = [reply for one in questions for reply in one.replies if reply.score is not None]
    hinted = [one.attempt for one in graded if one.attempt and one.attempt.hints]
    return Scorecard(
        interview_id=interview.id,
        started_at=interview.started_at,
        ended_at=ended_at,
        plan=interview.plan,
        points=interview.points,
        planned=len(interview.turns),
        asked=sum(turn.card_id is not None for turn in interview.turns),
        answered=len(graded),
        skipped=sum(turn.skipped for turn in interview.turns),
        ungraded=sum(turn.settled and not turn.skipped for turn in interview.turns) - len(graded),
        hints=sum(attempt.hints for attempt in hinted),
        hint_points=sum(map(_hint_points, hinted)),
        replied=len(replies),
        replied_well=sum((reply.score or 0) >= RIGHT_FROM for reply in replies),
        topics=_by_topic(questions, topics),
        skills=_by_skill(questions),
        strongest=strongest(graded),
        weakest=weakest(graded, catalogue),
        calibration=_calibration(graded),
        study=tuple(_study(questions)),
        previous=tuple(previous),
    )


def _hint_points(attempt: Attempt) -> int:
    score = attempt.score or 0.0
    return points_of(score, 0) - points_of(score, attempt.hints)


def _by_topic(questions: Iterable[Question], titles: Mapping[str, str]) -> tuple[Part, ...]:
    scores: dict[str, list[float]] = {}
    for one in questions:
        if one.score is not None:
            scores.setdefault(one.item.topic, []).append(one.score)
    return tuple(
        Part(name=titles.get(topic, topic), share=sum(own) / len(own), questions=len(own))
        for topic, own in scores.items()
    )


def _by_skill(questions: Iterable[Question]) -> tuple[Part, ...]:
    """The share of the required weight that was earned by each skill."""
    earned: dict[Skill, list[tuple[float, float, str]]] = {}
    for one in questions:
        if one.score is None:
            continue
        credit_of = _credits(one)
        for criterion in one.item.required:
            worth = criterion.weight * credit_of.get(criterion.id, 0.0)
            earned.setdefault(criterion.skill, []).append((worth, criterion.weight, one.item.id))
    return tuple(
        Part(
            name=skill.value,
            share=sum(worth for worth, _, _ in earned[skill])
            / sum(weight for _, weight, _ in earned[skill]),
            questions=len({item_id for _, _, item_id in earned[skill]}),
        )
        for skill in Skill
        if skill in earned
    )


def _credits(question: Question) -> Mapping[str, float]:
    marks = question.grade.marks if question.grade else ()
    return {mark.criterion: mark.credit for mark in marks}


def _calibration(graded: Iterable[Question]) -> tuple[Tally, ...]:
    """How often answers of one certainty were right, the most certain first."""
    tallies = tally(
        Rated(one.attempt.certainty, one.score or 0.0)
        for one in graded
        if one.attempt and one.attempt.certainty
    )
    return tuple(tallies[one] for one in reversed(Certainty) if tallies[one].answers)


def _study(questions: Iterable[Question]) -> Iterator[Study]:
    """The ideas whose lack cost most: of each question the dearest one, then the others."""
    gaps = [
        (rank, -share, question.item, criterion)
        for question in questions
        for rank, (share, criterion) in enumerate(_gaps(question))
    ]
    for _, _, item, criterion in sorted(gaps, key=lambda gap: gap[:2])[:STUDIED]:
        yield Study(
            item_id=item.id,
            title=item.title,
            say=criterion.say,
            source=item.sources[0],
            demo=item.demo,
        )


def _gaps(question: Question) -> Sequence[tuple[float, Criterion]]:
    """The required ideas that were missed, with the share of the score that each cost."""
    if question.score is None:
        return []
    credit_of = _credits(question)
    whole = sum(criterion.weight for criterion in question.item.required)
    costs = (
        (one.weight * (1 - credit_of.get(one.id, 0.0)) / whole, one)
        for one in question.item.required
    )
    return sorted((cost for cost in costs if cost[0] > 0), key=lambda cost: -cost[0])

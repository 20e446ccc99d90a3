"""Progress: what a learner has mastered, how well it stays, and how all that is put into words.

The mastery of a question is the mean of its last three scores, times the chance that the learner
still knows it today; one never answered counts 0. The mastery of a topic is the mean over all its
questions: 100 % means that each was answered in full and is fresh.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import fmean

from .bank import Bank
from .certainty import Tally
from .grade import Frozen
from .language import tr, tr_count
from .recall import RetentionPoint
from .review import ReviewCard, retrievability


class TopicMastery(Frozen):
    """How far a learner is with a topic.

    Attributes:
        share: its mastery, 0..1.
        answered: how many of its questions were tried.
        total: how many it has, at least 1.
    """

    topic: str
    title: str
    share: float
    answered: int
    total: int

    @property
    def percent(self) -> int:
        """The mastery as a whole number."""
        return round(100 * self.share)

    @property
    def words(self) -> str:
        """The mastery and the numbers behind it."""
        if not self.answered:
            return tr_count(
                "{total} question, not tried yet",
                "{total} questions, not tried yet",
                self.total,
            ).format(total=self.total)
        return tr("{percent} % · {answered} of {total} tried").format(
            percent=self.percent, answered=self.answered, total=self.total
        )


class Progress(Frozen):
    """Where a learner stands.

    Attributes:
        topics: those with questions, in the order of teaching.
        curve: how much stays after how many days; empty until there are enough reviews.
        recalls: how many reviews of something answered before there were.
        calibration: how often the learner was right when this sure; those that tell something.
    """

    topics: tuple[TopicMastery, ...]
    curve: tuple[RetentionPoint, ...]
    recalls: int
    calibration: tuple[Tally, ...] = ()

    @property
    def share(self) -> float:
        """The mastery over all questions, 0..1."""
        total = sum(one.total for one in self.topics)
        return sum(one.share * one.total for one in self.topics) / total if total else 0.0

    @property
    def answered(self) -> int:
        """How many questions were tried."""
        return sum(one.answered for one in self.topics)

    @property
    def total(self) -> int:
        """How many questions there are."""
        return sum(one.total for one in self.topics)


def mastery_of_topics(
    bank: Bank,
    scores: Mapping[str, Sequence[float]],
    cards: Iterable[ReviewCard],
    today: date,
) -> tuple[TopicMastery, ...]:
    """The mastery of every topic that has questions.

    Args:
        scores: item id -> the learner's last three scores.
        cards: what is known of the learner's memory.
    """
    known = {card.item_id: retrievability(card, today) for card in cards}
    mastery = {item: fmean(last) * known.get(item, 1.0) for item, last in scores.items() if last}
    topics = []
    for topic in bank.topics:
        items = [item.id for item in bank.items if item.topic == topic.id]
        if items:
            topics.append(
                TopicMastery(
                    topic=topic.id,
                    title=topic.title,
                    share=fmean(mastery.get(item, 0.0) for item in items),
                    answered=sum(item in mastery for item in items),
                    total=len(items),
                )
            )
    return tuple(topics)


def point_in_words(point: RetentionPoint) -> str:
    """One point of the retention curve."""
    return tr("{span}: {remembered} of {reviews} remembered, {predicted} % expected").format(
        span=point.span,
        remembered=point.remembered,
        reviews=point.reviews,
        predicted=round(100 * point.predicted),
    )


def alt_text(progress: Progress) -> str:
    """What the picture of it shows."""
    topics = "; ".join(f"{one.title}: {one.words}" for one in progress.topics)
    shown = tr("Mastery of each topic. {topics}.").format(topics=topics)
    if not progress.curve:
        return shown
    curve = "; ".join(map(point_in_words, progress.curve))
    return shown + " " + tr("What stayed in memory: {curve}.").format(curve=curve)

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from bot.domain.interview import (
    MAX_FOLLOW_UPS,
    Heard,
    Interview,
    Occasion,
    Stage,
    advance,
    begin,
    prompt,
)
from bot.domain.interview_event import (
    Answered,
    Clarified,
    Ended,
    Event,
    Paused,
    Placed,
    Replied,
    Resumed,
    Skipped,
    Wished,
)
from bot.domain.interview_plan import Plan, Style
from bot.domain.snowflake import snowflake_at

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FIRST = snowflake_at(NOW)


def make(style: Style = Style.FRIENDLY, items: Sequence[str] = ("a", "b", "c")) -> Interview:
    return begin(FIRST, learner_id=7, group_id=None, plan=Plan(style=style), item_ids=tuple(items))


def after(interview: Interview, *events: Event) -> Interview:
    for event in events:
        interview, _ = advance(interview, event)
    return interview


def answer(
    interview: Interview, score: float | None = 0.5, missed: Sequence[str] = ()
) -> Interview:
    step = interview.step
    event = Answered(
        step=step, next_step=step + 1, attempt_id=step + 1, score=score, missed=tuple(missed)
    )
    return after(interview, event)


def reply(interview: Interview, score: float | None = 1.0) -> Interview:
    return after(interview, Replied(step=interview.step, next_step=interview.step + 1, score=score))


def skip(interview: Interview) -> Interview:
    return after(interview, Skipped(step=interview.step, next_step=interview.step + 1))


def test_it_begins_with_the_first_question() -> None:
    interview = make()
    said = prompt(interview)
    assert (said.stage, said.number, said.item_id) == (Stage.QUESTION, 1, "a")
    assert said.occasion is Occasion.OPENING
    assert interview.turn.card_id == interview.step == FIRST
    assert interview.started_at == NOW
    assert interview.points is None


def test_what_was_missed_is_followed_up_before_the_next_question() -> None:
    interview = answer(make(), missed=["x", "y", "z"])
    assert prompt(interview).criterion == "x"
    assert prompt(interview).number == 1
    interview = reply(interview)
    assert prompt(interview).criterion == "y"
    interview = reply(interview, 0.1)
    assert interview.heard is Heard.THIN
    assert (interview.stage, interview.turn.item_id) == (Stage.QUESTION, "b")
    assert [one.score for one in interview.turns[0].follow_ups] == [1.0, 0.1]


def test_a_strict_interviewer_follows_up_once() -> None:
    interview = reply(answer(make(Style.STRICT), missed=["x", "y"]))
    assert prompt(interview).item_id == "b"


def test_nothing_missed_means_the_next_question() -> None:
    interview = answer(make(), score=1.0)
    assert prompt(interview).item_id == "b"
    assert interview.heard is Heard.STRONG


def test_the_last_answer_ends_it() -> None:
    interview = answer(answer(answer(make(), 1.0), 0.0), 0.5)
    assert interview.over
    assert interview.ended_at is not None
    assert interview.points == 50
    assert prompt(interview).stage is Stage.OVER


def test_a_skipped_question_counts_as_nothing_and_a_skipped_follow_up_ends_its_question() -> None:
    interview = skip(make())
    assert interview.turns[0].skipped
    assert interview.points == 0
    interview = skip(answer(interview, missed=["x", "y"]))
    assert prompt(interview).item_id == "c"
    assert [one.skipped for one in interview.turns[1].follow_ups] == [True, False]
    assert not interview.turns[1].skipped
    assert interview.points == 25


def test_an_answer_that_can_not_be_read_is_asked_for_once_more() -> None:
    interview = answer(make(), score=None)
    assert prompt(interview).item_id == "a"
    assert interview.occasion is Occasion.UNREAD
    assert interview.turn.card_id == FIRST
    assert not interview.turn.settled
    interview = answer(interview, score=None)
    assert prompt(interview).item_id == "b"
    assert interview.turns[0].settled
    assert interview.points is None


def test_a_reply_that_can_not_be_read_ends_its_question() -> None:
    interview = reply(answer(make(), missed=["x", "y"]), score=None)
    assert prompt(interview).item_id == "b"
    assert interview.heard is None


def test_a_late_event_changes_nothing() -> None:
    interview = answer(make())
    for event in (
        Answered(step=FIRST, next_step=9, attempt_id=9, score=1.0),
        Skipped(step=FIRST, next_step=9),
        Paused(step=FIRST),
        Ended(step=FIRST, next_step=9),
    ):
        assert after(interview, event) == interview


def test_an_event_of_another_stage_changes_nothing() -> None:
    asked = make()
    assert reply(asked) == asked
    followed = answer(asked, missed=["x"])
    assert answer(followed) == followed


def test_a_pause_keeps_the_place() -> None:
    interview = after(make(), Paused(step=FIRST))
    assert interview.paused
    assert after(interview, Paused(step=FIRST)) == interview
    back = after(interview, Resumed(step=FIRST))
    assert not back.paused
    assert back.occasion is Occasion.RETURN
    assert prompt(back).item_id == "a"
    assert after(make(), Resumed(step=FIRST)) == make()


def test_it_can_be_clarified_placed_and_ended() -> None:
    wish = Plan(length=10)
    interview = after(
        make(),
        Clarified(step=FIRST),
        Placed(step=FIRST, thread_id=5),
        Wished(step=FIRST, plan=wish),
        Ended(step=FIRST, next_step=FIRST + 1),
    )
    assert interview.turn.clarified
    assert interview.thread_id == 5
    assert interview.wish == wish
    assert interview.over
    assert interview.ended_at == NOW
    assert skip(interview) == interview


@pytest.mark.parametrize(
    ("score", "heard"),
    [(1.0, Heard.STRONG), (0.8, Heard.STRONG), (0.4, Heard.FAIR), (0.39, Heard.THIN)],
)
def test_it_is_kept_how_good_the_last_answer_was(score: float, heard: Heard) -> None:
    assert answer(make(), score).heard is heard


def test_ids_are_written_as_text() -> None:
    assert f'"id":"{FIRST}"' in make().model_dump_json()


class AnyInterview(RuleBasedStateMachine):
    """Presses, forms, restarts and second deliveries in any order."""

    delivered = Bundle("delivered")

    def __init__(self) -> None:
        super().__init__()
        self.interview = make(items=("a", "b", "c", "d"))
        self.made = FIRST
        self.graded: dict[int, int] = {}

    def deliver(self, event: Event) -> Event:
        before = self.interview
        self.interview, said = advance(before, event)
        assert said == prompt(self.interview)
        if isinstance(event, Answered) and self.interview != before and event.score is not None:
            assert event.step not in self.graded
            self.graded[event.step] = event.attempt_id
        return event

    def new_id(self) -> int:
        self.made += 1
        return self.made

    @rule(
        target=delivered,
        score=st.none() | st.floats(0, 1),
        missed=st.lists(st.sampled_from("wxyz"), unique=True),
    )
    def answer(self, score: float | None, missed: list[str]) -> Event:
        new = self.new_id()
        return self.deliver(
            Answered(
                step=self.interview.step,
                next_step=new,
                attempt_id=new,
                score=score,
                missed=tuple(missed),
            )
        )

    @rule(target=delivered, score=st.none() | st.floats(0, 1))
    def reply(self, score: float | None) -> Event:
        return self.deliver(Replied(step=self.interview.step, next_step=self.new_id(), score=score))

    @rule(target=delivered)
    def skip(self) -> Event:
        return self.deliver(Skipped(step=self.interview.step, next_step=self.new_id()))

    @rule(target=delivered)
    def end(self) -> Event:
        return self.deliver(Ended(step=self.interview.step, next_step=self.new_id()))

    @rule(target=delivered, kind=st.sampled_from([Clarified, Paused, Resumed]))
    def press(self, kind: type[Clarified | Paused | Resumed]) -> Event:
        return self.deliver(kind(step=self.interview.step))

    @rule(event=delivered)
    def deliver_again(self, event: Event) -> None:
        before = self.interview
        self.deliver(event)
        if event.step != before.step:
            assert self.interview == before

    @rule()
    def restart(self) -> None:
        self.interview = Interview.model_validate_json(self.interview.model_dump_json())

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        kept = [turn.attempt_id for turn in self.interview.turns if turn.score is not None]
        assert kept == sorted(self.graded.values())

    @invariant()
    def no_more_is_asked_than_allowed(self) -> None:
        turns = self.interview.turns
        assert all(len(turn.follow_ups) <= MAX_FOLLOW_UPS[Style.FRIENDLY] for turn in turns)
        assert all(turn.settled for turn in turns[: self.interview.at])
        assert (self.interview.ended_at is not None) == self.interview.over

    def teardown(self) -> None:
        for _ in range(40):
            if not self.interview.over:
                self.skip()
        assert self.interview.over
        self.nothing_is_lost_or_doubled()


AnyInterview.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestAnyInterview = AnyInterview.TestCase

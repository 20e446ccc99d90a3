"""Messages that are graded as answers."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.coach.message_answers import MAX_CHOICES, Choice, MessageAnswers
from bot.coach.practice import MAX_ANSWER_CHARS, Result
from bot.coach.rounds import Rounds
from bot.domain.errors import CoachError, GoneError, NotYoursError, UnknownNameError
from bot.domain.grading import Grader
from bot.storage import SqlStore, open_store
from tests.coach.practice_world import make_practice
from tests.domain.examples import make_bank, make_item
from tests.storage.examples import NOON, Hands

ALICE, BOB, GROUP, CHANNEL, THREAD = 11, 22, 33, 44, 1000
ANSWER = "Threads share the memory of the process. Each process has its own memory."
PICKLES = make_item(
    id="pickles",
    required=[
        {
            "id": "bytes",
            "say": "Pickling turns an object into bytes.",
            "skill": "definition",
            "any": ["pickl* & byte"],
        }
    ],
)
BANK = make_bank(make_item(), PICKLES)


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
async def store(clock: Hands) -> AsyncIterator[SqlStore]:
    async with open_store("sqlite://", clock) as opened:
        yield opened


@pytest.fixture
def rounds(store: SqlStore, clock: Hands) -> Rounds:
    return Rounds(
        bank=BANK,
        store=store,
        rounds=store.rounds,
        practice=make_practice(BANK, store, clock),
        clock=clock,
    )


@pytest.fixture
def messages(store: SqlStore, clock: Hands, rounds: Rounds) -> MessageAnswers:
    return MessageAnswers(
        bank=BANK,
        grader=Grader(BANK),
        practice=make_practice(BANK, store, clock),
        rounds=rounds,
        store=store,
        clock=clock,
    )


async def take(
    messages: MessageAnswers, request_id: int, text: str = ANSWER, *, channel_id: int = CHANNEL
) -> Result | Choice:
    return await messages.take(
        request_id, learner_id=ALICE, group_id=GROUP, channel_id=channel_id, text=text
    )


async def test_elsewhere_the_questions_are_ranked_and_the_text_is_kept(
    messages: MessageAnswers, store: SqlStore
) -> None:
    choice = await take(messages, 5, "It is pickled, so it becomes bytes.")
    assert isinstance(choice, Choice)
    assert [item.id for item in choice.items] == ["pickles", "who-shares"]
    draft = await store.draft(choice.draft_id)
    assert draft is not None
    assert draft.text == "It is pickled, so it becomes bytes."
    assert await store.attempts_on("pickles", ALICE) == 0


async def test_the_kept_text_is_graded_as_the_question_that_is_chosen(
    messages: MessageAnswers, store: SqlStore
) -> None:
    choice = await take(messages, 5)
    assert isinstance(choice, Choice)
    for request_id in (6, 7):  # pressed twice, it is graded once
        result = await messages.grade(
            request_id, draft_id=5, learner_id=ALICE, question="who-shares"
        )
        assert result.attempt.id == 6
        assert result.attempt.score == 1
    other = await messages.grade(8, draft_id=5, learner_id=ALICE, question="pickles")
    assert (other.attempt.id, other.attempt.item_id, other.text) == (8, "pickles", ANSWER)
    assert other.attempt.group_id == GROUP
    again = await messages.grade(8, draft_id=5, learner_id=ALICE, question="pickles")
    assert again.attempt == other.attempt


async def test_only_ones_own_text_can_be_graded_while_it_is_kept(
    messages: MessageAnswers, store: SqlStore
) -> None:
    await take(messages, 5)
    with pytest.raises(NotYoursError):
        await messages.grade(6, draft_id=5, learner_id=BOB, question="pickles")
    with pytest.raises(UnknownNameError):
        await messages.grade(6, draft_id=5, learner_id=ALICE, question="nothing")
    with pytest.raises(GoneError):
        await messages.grade(6, draft_id=99, learner_id=ALICE, question="pickles")
    await store.forget_texts(NOON + timedelta(days=2), kept_before=NOON + timedelta(days=2))
    for question in ("pickles", "who-shares"):
        with pytest.raises(GoneError):
            await messages.grade(6, draft_id=5, learner_id=ALICE, question=question)


async def test_in_the_thread_of_a_round_it_answers_the_round(
    messages: MessageAnswers, rounds: Rounds, store: SqlStore, clock: Hands
) -> None:
    opened = await rounds.ask(
        1, owner_id=BOB, group_id=GROUP, channel_id=CHANNEL, question="who-shares"
    )
    await rounds.posted(opened.id, THREAD, threaded=True)
    result = await take(messages, 5, channel_id=THREAD)
    assert isinstance(result, Result)
    assert result.attempt.item_id == "who-shares"
    assert (await rounds.own_result(opened.id, learner_id=ALICE)).attempt == result.attempt
    clock.now += timedelta(hours=2)
    late = await take(messages, 6, channel_id=THREAD)
    assert isinstance(late, Result)
    card = await store.card(late.attempt.card_id)
    assert card is not None
    assert (card.item_id, card.round_id, card.group_id) == ("who-shares", None, GROUP)


@pytest.mark.parametrize("text", ["", " \n\t", "x" * (MAX_ANSWER_CHARS + 1)])
async def test_what_is_no_answer_is_refused(messages: MessageAnswers, text: str) -> None:
    with pytest.raises(CoachError):
        await take(messages, 5, text)


async def test_no_more_questions_are_offered_than_a_menu_can_show(clock: Hands) -> None:
    bank = make_bank(*(make_item(id=f"question-{number}") for number in range(40)))
    async with open_store("sqlite://", clock) as store:
        practice = make_practice(bank, store, clock)
        rounds = Rounds(bank=bank, store=store, rounds=store.rounds, practice=practice, clock=clock)
        messages = MessageAnswers(
            bank=bank,
            grader=Grader(bank),
            practice=practice,
            rounds=rounds,
            store=store,
            clock=clock,
        )
        choice = await take(messages, 5)
        assert isinstance(choice, Choice)
        assert len(choice.items) == MAX_CHOICES

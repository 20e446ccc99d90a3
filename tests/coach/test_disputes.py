import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.coach.disputes import Case, Judged
from bot.coach.retention import forget_old_texts
from bot.domain.dispute import Dispute, Verdict
from bot.domain.errors import (
    DisputedError,
    GoneError,
    JudgedError,
    NoConsentError,
    NotHereError,
    NotYoursError,
    TextErasedError,
)
from bot.domain.grade import Band
from bot.storage.dispute_store import marked_samples
from tests.coach.coaching_world import ALICE, BOB, GROUP, World, open_world
from tests.domain.follow_ups import THREADS

OTHER_GROUP = 34


@dataclass
class Postman:
    """Carries verdicts, or fails to."""

    works: bool = True
    carried: list[Judged] = field(default_factory=list)

    async def tell(self, judged: Judged) -> bool:
        if self.works:
            self.carried.append(judged)
        return self.works


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


async def dispute(world: World, attempt_id: int, **other: object) -> Dispute:
    arguments = {"learner_id": ALICE, "reason": "I said it.", "consent": True} | other
    return await world.coach.disputes.dispute(
        world.new_id(),
        attempt_id=attempt_id,
        **arguments,  # type: ignore[arg-type]
    )


async def judge(world: World, dispute_id: int, band: Band | None = Band.GOOD) -> Judged:
    return await world.coach.disputes.judge(
        dispute_id, group_id=GROUP, band=band, note="Line 1 says it."
    )


async def next_case(world: World, after: int = 0) -> Case:
    case = await world.coach.disputes.next_case(GROUP, after=after)
    assert case is not None
    return case


async def test_a_dispute_comes_to_the_coaches_of_the_server(world: World) -> None:
    attempt_id = await world.answered(THREADS)
    sent = await dispute(world, attempt_id)
    case = await next_case(world)
    assert case.dispute == sent
    assert case.text == THREADS
    assert case.feedback.points == 60
    assert case.others == 0
    assert await world.coach.disputes.next_case(OTHER_GROUP) is None


async def test_the_result_tells_of_the_dispute(world: World) -> None:
    attempt_id = await world.answered(THREADS)
    sent = await dispute(world, attempt_id)
    result = await world.coach.practice.result(attempt_id, learner_id=ALICE)
    assert result.after.dispute == sent


async def test_nothing_is_sent_without_consent(world: World) -> None:
    with pytest.raises(NoConsentError):
        await dispute(world, await world.answered(THREADS), consent=False)
    assert await world.coach.disputes.next_case(GROUP) is None


async def test_a_grade_is_disputed_once(world: World) -> None:
    attempt_id = await world.answered(THREADS)
    await world.coach.disputes.check(attempt_id, learner_id=ALICE)
    await dispute(world, attempt_id)
    with pytest.raises(DisputedError):
        await dispute(world, attempt_id)
    with pytest.raises(DisputedError):
        await world.coach.disputes.check(attempt_id, learner_id=ALICE)


async def test_a_dispute_that_comes_twice_is_one(world: World) -> None:
    attempt_id = await world.answered(THREADS)
    arguments = {"attempt_id": attempt_id, "learner_id": ALICE, "reason": "x", "consent": True}
    first = await world.coach.disputes.dispute(77, **arguments)  # type: ignore[arg-type]
    assert await world.coach.disputes.dispute(77, **arguments) == first  # type: ignore[arg-type]


async def test_there_are_no_coaches_outside_a_server(world: World) -> None:
    with pytest.raises(NotHereError, match="A dispute works only in a server"):
        await dispute(world, await world.answered(THREADS, group=None))


async def test_others_dispute_nothing_of_mine(world: World) -> None:
    with pytest.raises(NotYoursError):
        await dispute(world, await world.answered(THREADS), learner_id=BOB)


async def test_an_answer_that_nobody_can_read_any_more_is_not_disputed(world: World) -> None:
    attempt_id = await world.answered(THREADS)
    await world.store.forget_texts(world.later(), kept_before=world.later())
    with pytest.raises(TextErasedError):
        await dispute(world, attempt_id)


async def test_a_question_given_up_has_no_grade_to_dispute(world: World) -> None:
    practice = world.coach.practice
    asked = await practice.ask(world.new_id(), learner_id=ALICE, group_id=GROUP)
    given_up = world.new_id()
    await practice.give_up(given_up, card_id=asked.card.id, learner_id=ALICE)
    with pytest.raises(GoneError):
        await dispute(world, given_up)


async def test_an_ungraded_answer_can_be_disputed(world: World) -> None:
    await dispute(world, await world.answered("ok"))
    judged = await judge(world, (await next_case(world)).dispute.id, None)
    assert judged.given is Band.UNGRADED
    assert await marked_samples(world.store._db.read) == []


async def test_a_verdict_makes_a_sample_that_is_nobodys(world: World) -> None:
    sent = await dispute(world, await world.answered(THREADS))
    judged = await judge(world, sent.id)
    assert judged.verdict.band is Band.GOOD
    assert judged.given is Band.FAIR
    (sample,) = await marked_samples(world.store._db.read)
    assert sample == ("who-shares", THREADS, 0.85, world.now.date())


async def test_a_grade_that_stands_makes_a_sample_of_its_score(world: World) -> None:
    await judge(world, (await dispute(world, await world.answered(THREADS))).id, None)
    (sample,) = await marked_samples(world.store._db.read)
    assert sample.score == 0.6


async def test_a_dispute_is_judged_once(world: World) -> None:
    sent = await dispute(world, await world.answered(THREADS))
    await judge(world, sent.id)
    with pytest.raises(JudgedError):
        await judge(world, sent.id)
    assert await world.coach.disputes.next_case(GROUP) is None


async def test_of_two_coaches_at_once_one_is_heard(world: World) -> None:
    sent = await dispute(world, await world.answered(THREADS))
    both = await asyncio.gather(
        judge(world, sent.id, Band.GOOD), judge(world, sent.id, None), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in both) == ["Judged", "JudgedError"]
    assert len(await marked_samples(world.store._db.read)) == 1


async def test_a_dispute_about_nothing_that_is_kept_is_left_out(world: World) -> None:
    lost = Dispute(id=5, attempt_id=6, learner_id=ALICE, group_id=GROUP, item_id="who-shares")
    await world.store.disputes.open_dispute(lost)
    assert await world.coach.disputes.next_case(GROUP) is None
    await world.store.disputes.judge(5, Verdict(band=None, at=world.now), None)
    postman = Postman()
    await world.coach.disputes.catch_up(ALICE, postman)
    assert postman.carried == []


async def test_coaches_of_another_server_judge_nothing_here(world: World) -> None:
    sent = await dispute(world, await world.answered(THREADS))
    with pytest.raises(GoneError):
        await world.coach.disputes.case(sent.id, group_id=OTHER_GROUP)
    with pytest.raises(GoneError):
        await world.coach.disputes.judge(sent.id, group_id=OTHER_GROUP, band=None, note="")


async def test_one_case_follows_another_round_and_round(world: World) -> None:
    first = await dispute(world, await world.answered(THREADS))
    second = await dispute(world, await world.answered(THREADS))
    assert (await next_case(world)).dispute == first
    assert (await next_case(world)).others == 1
    assert (await next_case(world, after=first.id)).dispute == second
    assert (await next_case(world, after=second.id)).dispute == first
    assert await world.coach.disputes.open_count(GROUP) == 2


async def test_a_case_whose_question_is_gone_is_left_out(world: World) -> None:
    await dispute(world, await world.answered(THREADS))
    gone = world.with_item((await next_case(world)).item.model_copy(update={"id": "another"}))
    assert await gone.disputes.next_case(GROUP) is None


async def test_a_verdict_is_told_at_once_or_at_the_next_visit(world: World) -> None:
    postman, disputes = Postman(works=False), world.coach.disputes
    judged = await judge(world, (await dispute(world, await world.answered(THREADS))).id)
    assert not await disputes.tell(judged, postman)
    postman.works = True
    await disputes.catch_up(BOB, postman)
    assert postman.carried == []
    await disputes.catch_up(ALICE, postman)
    assert postman.carried == [judged]
    await disputes.catch_up(ALICE, postman)
    assert len(postman.carried) == 1


async def test_a_verdict_that_arrived_is_not_told_again(world: World) -> None:
    postman, disputes = Postman(), world.coach.disputes
    judged = await judge(world, (await dispute(world, await world.answered(THREADS))).id)
    assert await disputes.tell(judged, postman)
    await disputes.catch_up(ALICE, postman)
    assert postman.carried == [judged]


async def test_a_verdict_on_a_question_that_is_gone_is_not_told(world: World) -> None:
    postman = Postman()
    judged = await judge(world, (await dispute(world, await world.answered(THREADS))).id)
    gone = world.with_item(judged.item.model_copy(update={"id": "another"}))
    await gone.disputes.catch_up(ALICE, postman)
    assert postman.carried == []


async def test_the_text_outlives_its_day_until_the_verdict(world: World) -> None:
    sent = await dispute(world, await world.answered(THREADS))
    await world.answered(THREADS, learner=BOB)
    world.now = world.later()
    clock = lambda: world.now  # noqa: E731 - as the use case wants it
    assert await forget_old_texts(world.store, clock) == 1
    assert (await next_case(world)).text == THREADS
    await judge(world, sent.id)
    assert await forget_old_texts(world.store, clock) == 1


async def test_whoever_deletes_everything_takes_the_dispute_along(world: World) -> None:
    sent = await dispute(world, await world.answered(THREADS))
    await world.coach.own_data.erase(world.new_id(), learner_id=ALICE)
    assert await world.coach.disputes.next_case(GROUP) is None
    with pytest.raises(GoneError):
        await judge(world, sent.id)

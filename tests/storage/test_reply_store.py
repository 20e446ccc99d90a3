from bot.storage import SqlStore
from tests.storage.examples import GRADE, NOON, Hands, reply


async def test_a_reply_is_kept_and_found(store: SqlStore) -> None:
    assert await store.replies.open_reply(reply()) == reply()
    assert await store.replies.reply(50) == reply()
    assert await store.replies.reply(51) is None


async def test_the_first_question_on_a_criterion_stays(store: SqlStore) -> None:
    await store.replies.open_reply(reply(50))
    assert (await store.replies.open_reply(reply(51))).id == 50
    assert (await store.replies.open_reply(reply(52, criterion="depth"))).id == 52
    assert (await store.replies.open_reply(reply(53, attempt_id=101))).id == 53
    assert [one.id for one in await store.replies.replies(100)] == [50, 52]


async def test_the_text_stays_once_it_is_graded(store: SqlStore) -> None:
    await store.replies.open_reply(reply())
    await store.replies.keep_reply(50, "it waits\0")
    graded = await store.replies.grade_reply(50, GRADE)
    assert graded is not None
    assert graded.text == "it waits\ufffd"
    assert graded.grade == GRADE
    await store.replies.keep_reply(50, "something else")
    other = GRADE.model_copy(update={"score": 0.1})
    assert await store.replies.grade_reply(50, other) == graded


async def test_there_is_nothing_to_grade_without_a_question(store: SqlStore) -> None:
    assert await store.replies.grade_reply(50, GRADE) is None


async def test_an_old_text_is_erased_and_its_grade_stays(store: SqlStore, clock: Hands) -> None:
    await store.replies.open_reply(reply())
    await store.replies.keep_reply(50, "it waits")
    await store.replies.grade_reply(50, GRADE)
    assert await store.forget_texts(NOON, kept_before=NOON) == 0
    later = clock.now.replace(year=2027)
    assert await store.forget_texts(later, kept_before=later) == 1
    kept = await store.replies.reply(50)
    assert kept is not None
    assert (kept.text, kept.grade) == (None, GRADE)

"""`/me export` and `/me delete`, as a member uses them."""

import json
import logging
from datetime import UTC, datetime
from random import Random

import pytest
import simcord

from bot.discord_ui.limits import FILE_BYTES
from bot.discord_ui.own_data_cards import (
    deck_file,
    erasure_card,
    erasure_modal,
    export_card,
    export_file,
    receipt_card,
)
from bot.domain.errors import CoachError
from bot.domain.personal_data import ERASED, DraftRecord, Erasure, PersonalData
from bot.domain.snowflake import snowflake_at
from tests.discord_ui.examples import GIL, GOOD, PARTIAL
from tests.discord_ui.screens import problems, text_in
from tests.discord_ui.world import World, labels_of, shown, text_of

NOW = datetime(2026, 11, 22, tzinfo=UTC)
ALL = dict.fromkeys(ERASED, 10**9)


async def answered(world: World) -> simcord.ResponseMessage:
    """Alice has answered; her feedback."""
    return await world.answer(await world.ask(question=GIL.id), GOOD)


async def export(world: World) -> PersonalData:
    """What is kept about Alice."""
    return await world.coach.own_data.export(world.alice.id)


async def ask_to_delete(world: World) -> simcord.ResponseMessage:
    return shown(await world.alice.slash(world.channel, "me delete"))


async def type_word(
    world: World, card: simcord.ResponseMessage, word: str = "DELETE"
) -> simcord.ResponseMessage:
    opened = await world.alice.click(card, label="Delete …")
    return shown(await world.alice.submit_modal(opened, {"word": word}))


async def test_all_that_is_kept_comes_as_a_file_in_a_private_card(world: World) -> None:
    await answered(world)
    card = shown(await world.alice.slash(world.channel, "me export"))
    assert card.ephemeral
    assert "Questions shown: 1" in text_of(card)
    file, _ = card.attachments
    assert file.filename == "gil-coach-data.json"
    written = json.loads(await file.read())
    assert written == json.loads((await export(world)).model_dump_json()) | {
        "exported_at": written["exported_at"]
    }
    assert written["draft"][0]["text"] == GOOD
    assert written["attempt"][0]["grade"]["marks"][0]["status"] == "met"


async def test_the_questions_one_tried_come_as_a_deck_for_anki(world: World) -> None:
    await answered(world)
    card = shown(await world.alice.slash(world.channel, "me export"))
    _, deck = card.attachments
    assert deck.filename == "gil-coach-anki.txt"
    assert "for Anki" in text_of(card)
    *_, note = (await deck.read()).decode().splitlines()
    assert note.startswith(f"{GIL.prompt}\t{GIL.model_answer}\tgil-coach topic::gil")


async def test_who_never_answered_gets_an_empty_file(world: World) -> None:
    card = shown(await world.alice.slash(world.channel, "me export"))
    assert "Nothing is kept about you." in text_of(card)
    assert len(card.attachments) == 1
    deletion = await ask_to_delete(world)
    assert "nothing to delete" in text_of(deletion)
    assert not labels_of(deletion)


async def test_everything_is_deleted_by_a_typed_word_and_a_receipt_is_handed_out(
    world: World,
) -> None:
    feedback = await answered(world)
    card = await ask_to_delete(world)
    assert card.ephemeral
    assert "Marks and scores, and with them streaks and progress: 1" in text_of(card)
    await world.restart()
    receipt = await type_word(world, card, " delete ")
    assert receipt.ephemeral
    assert "## Deleted\n- Questions shown: 1" in text_of(receipt)
    data = await export(world)
    assert not any(getattr(data, table) for table in ERASED)
    assert f"Reference `{data.erasure[0].id}`" in text_of(receipt)
    assert "too old to use" in text_of(await world.press(feedback, "Try again"))
    assert "Streak: day 1" in text_of(await answered(world)), "who comes back begins afresh"


async def test_another_word_deletes_nothing(world: World) -> None:
    await answered(world)
    refused = await type_word(world, await ask_to_delete(world), "yes")
    assert text_of(refused) == "Nothing was deleted: that takes the word DELETE."
    assert (await export(world)).attempt


async def test_nobody_deletes_for_others(world: World) -> None:
    await answered(world)
    card = shown(await world.bob.slash(world.channel, "quiz"))
    forged = await world.forge(f"gc1:erase:{world.alice.id}", card, world.bob)
    assert "belongs to another member" in text_of(shown(forged))
    (sent,) = await world.send_modal(f"gc1:erase:{world.bob.id}", "DELETE")
    assert "belongs to another member" in text_of(world.reply_to(sent))
    assert (await export(world)).attempt


async def test_a_deletion_that_is_delivered_twice_shows_the_same_receipt(world: World) -> None:
    await answered(world)
    first = await world.coach.own_data.erase(5, learner_id=world.alice.id)
    assert await world.coach.own_data.erase(5, learner_id=world.alice.id) == first


async def test_it_works_in_direct_messages(world: World) -> None:
    await answered(world)
    assert shown(await world.alice.user.slash("me export")).attachments
    card = shown(await world.alice.user.slash("me delete"))
    assert labels_of(card) == ["Delete …"]


async def test_no_answer_is_in_the_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    await answered(world)
    await world.alice.slash(world.channel, "me export")
    await type_word(world, await ask_to_delete(world))
    assert GOOD not in caplog.text
    assert PARTIAL not in caplog.text


def data_of(size: int) -> PersonalData:
    """An export with that many characters that can't be compressed well."""
    text = Random(1).randbytes(size // 2).hex()  # noqa: S311 - a repeatable test
    draft = DraftRecord(id=1, card_id=1, text=text, sent_at=NOW, certainty=None, share=False)
    return PersonalData(learner_id=7, exported_at=NOW, draft=(draft,))


def test_an_export_that_is_too_large_is_compressed() -> None:
    data = data_of(FILE_BYTES)
    file, deck = export_file(data), deck_file("text")
    assert file.filename == "gil-coach-data.json.gz"
    assert problems(export_card(data, file, deck), [file, deck]) == []
    assert len(file.fp.read()) < FILE_BYTES


def test_an_export_that_is_too_large_even_so_is_refused() -> None:
    with pytest.raises(CoachError, match="python -m bot export 7"):
        export_file(data_of(3 * FILE_BYTES))


def test_every_card_is_within_discords_limits() -> None:
    done = Erasure(id=snowflake_at(NOW), learner_id=7, erased=ALL)
    for card in (erasure_card(ALL, 7), receipt_card(done)):
        assert problems(card) == []
        assert "1,000,000,000" in text_in(card)
    assert problems(erasure_modal(2**63 - 1)) == []
    assert "nothing left" in text_in(receipt_card(done.model_copy(update={"erased": {}})))

import logging

import pytest

from tests.discord_ui.examples import GIL, PARTIAL
from tests.discord_ui.world import World, shown, text_of


def reference_of(text: str) -> str:
    return text.rpartition("reference: `")[2].rstrip("`")


@pytest.mark.logs_errors
async def test_a_bug_is_answered_privately_with_a_reference_that_is_logged(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    card = await world.ask(question=GIL.id)
    monkeypatch.setattr(world.coach.notes, "card", broken)
    reply = await world.press(card, "Hint (2 left)")
    assert reply.ephemeral
    assert "went wrong on my side" in text_of(reply)
    (record,) = (one for one in caplog.records if one.levelno == logging.ERROR)
    assert reference_of(text_of(reply)) in record.getMessage()
    assert record.exc_info is not None


@pytest.mark.logs_errors
async def test_a_bug_behind_an_acknowledged_answer_takes_the_place_of_the_feedback(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    opened = await world.alice.click(await world.ask(), label="Answer")
    monkeypatch.setattr(world.coach.notes, "record", broken)
    submitted = await world.alice.submit_modal(opened, {"answer": PARTIAL})
    assert submitted.followups == []
    assert "went wrong on my side" in text_of(shown(submitted))


@pytest.mark.logs_errors
async def test_a_bug_in_a_command_is_answered(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(world.coach.notes, "note", broken)
    reply = shown(await world.alice.slash(world.channel, "help"))
    assert reply.ephemeral
    assert "went wrong on my side" in text_of(reply)


@pytest.mark.parametrize("code", [10008, 10062, 10015, 50027, 40060, 50083])
async def test_an_interaction_that_is_over_is_left_alone(
    world: World, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    card = await world.ask()
    world.env.inject_error("POST", "/interactions/*", status=404, code=code, times=None)
    assert not (await world.alice.click(card, label="Answer")).acknowledged
    assert "Could not answer interaction" in caplog.text


@pytest.mark.logs_errors
async def test_an_error_that_can_not_be_told_is_noted(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    card = await world.ask()
    world.env.inject_error("POST", "/interactions/*", status=500, times=None)
    assert not (await world.alice.click(card, label="Answer")).acknowledged
    assert "Could not tell a member of an error" in caplog.text


async def test_an_answer_is_never_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    await world.answer(await world.ask(question=GIL.id), "A secret thought on locks, at length.")
    assert "secret thought" not in "\n".join(
        record.getMessage() for record in caplog.records if record.name.startswith("bot")
    )

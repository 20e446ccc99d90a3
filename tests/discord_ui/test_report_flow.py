"""*Report this question*, as members use it."""

import pytest
import simcord

from bot.discord_ui.report_card import report_modal, reported_card
from bot.domain.report import ReportKind
from tests.discord_ui.examples import GIL, GOOD
from tests.discord_ui.screens import HOSTILE, problems
from tests.discord_ui.world import World, button_id, shown, text_of


async def open_model_answer(world: World) -> simcord.ResponseMessage:
    card = await world.ask(question=GIL.id)
    feedback = await world.answer(card, GOOD)
    return await world.press(feedback, "Model answer")


async def test_a_member_reports_a_question_even_after_a_restart(world: World) -> None:
    model = await open_model_answer(world)
    opened = await world.alice.click(model, label="Report this question")
    sent = await world.alice.submit_modal(
        opened, {"kind": ReportKind.OUTDATED, "words": "3.13 changed that"}
    )
    assert "**Thank you.** Your report on “What is the GIL?”" in text_of(shown(sent))
    await world.restart()
    opened = await world.alice.click(model, label="Report this question")
    await world.alice.submit_modal(opened, {"kind": ReportKind.WRONG})
    data = await world.coach.own_data.export(world.alice.id)
    assert [(one.kind, one.words, one.item_id) for one in data.report] == [
        (ReportKind.WRONG, "", GIL.id)
    ]


async def test_a_report_of_a_kind_nobody_knows_is_refused(world: World) -> None:
    card = await world.ask(question=GIL.id)
    card_id = button_id(card, "Answer").rpartition(":")[2]
    (sent,) = await world.send_modal(f"gc1:report:{card_id}", "anything")
    assert "too old to use" in text_of(world.reply_to(sent))
    data = await world.coach.own_data.export(world.alice.id)
    assert data.report == ()


async def test_nobody_reports_with_somebody_elses_card(world: World) -> None:
    model = await open_model_answer(world)
    own = shown(await world.bob.slash(world.channel, "quiz"))
    refused = await world.forge(button_id(model, "Report this question"), own, world.bob)
    assert "belongs to another member" in text_of(shown(refused))


@pytest.mark.every_language
@pytest.mark.parametrize("title", ["x" * 45, *(text[:45] for text in HOSTILE)])
def test_the_modal_and_the_card_are_within_the_limits(title: str) -> None:
    item = GIL.model_copy(update={"title": title})
    assert problems(report_modal(2**63 - 1, item)) == []
    assert problems(reported_card(item)) == []

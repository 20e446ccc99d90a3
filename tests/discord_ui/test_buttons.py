"""What discord.py remembers of our cards: nothing."""

from discord.ui.view import ViewStore

from bot.discord_ui.buttons import CardButton, button, link_button
from bot.discord_ui.custom_id import Link, Verb
from tests.discord_ui.examples import CODE, GIL, PARTIAL
from tests.discord_ui.world import World, shown, text_of


def store_of(world: World) -> ViewStore:
    return world.bot._connection._view_store


async def test_no_card_and_no_modal_stays_in_memory(world: World) -> None:
    for _ in range(3):
        card = await world.ask(question=GIL.id)
        await world.press(card, "Hint (2 left)")
        await world.alice.click(card, label="Answer")  # opened, and dismissed
        feedback = await world.answer(card, PARTIAL)
        await world.press(feedback, "Share")
        await world.press(feedback, "Model answer")
        await world.press(feedback, "How scored")
        await world.alice.click(feedback, label="Dispute")  # opened, and dismissed
        await world.press(feedback, "Next")
        await world.press(card, "Another")
        await world.alice.slash(world.channel, "help")
    store = store_of(world)
    assert store._views == {}
    assert store._synced_message_views == {}
    assert store._modals == {}


async def test_one_class_answers_for_all_buttons_whatever_was_sent(world: World) -> None:
    (registered,) = store_of(world)._dynamic_items.values()
    await world.answer(await world.ask(), PARTIAL)
    assert [*store_of(world)._dynamic_items.values()] == [registered]
    assert issubclass(registered, CardButton)
    assert registered is not CardButton


async def test_a_button_of_another_version_is_answered(world: World) -> None:
    card = await world.ask()
    for custom_id in ("gc1:dance:1", "gc1:answer:0", f"gc1:answer:{10**19}", "gc1:share:1"):
        reply = shown(await world.forge(custom_id, card))
        assert reply.ephemeral
        assert "too old to use" in text_of(reply)


async def test_a_question_and_a_topic_are_opened_by_name(world: World) -> None:
    card = await world.ask(question=CODE.id)
    assert GIL.prompt in text_of(shown(await world.forge(f"gc1:question:{GIL.id}", card)))
    assert "Races and locks" in text_of(shown(await world.forge("gc1:topic:locks", card)))
    gone = shown(await world.forge("gc1:question:gone-since", card))
    assert "There is no question `gone-since`" in text_of(gone)


async def test_buttons_of_others_are_left_alone(world: World) -> None:
    card = await world.ask()
    assert not (await world.forge("somebody-else", card)).acknowledged
    assert not (await world.forge("gc2:answer:1", card)).acknowledged


def test_a_button_says_what_it_does() -> None:
    made = button(Verb.HINT, 7, "Hint", disabled=True)
    assert made.custom_id == "gc1:hint:7"
    assert made.item.label == "Hint"
    assert made.item.disabled


def test_a_link_says_what_it_opens() -> None:
    assert link_button(Link.TOPIC, "locks", "Quiz me").custom_id == "gc1:topic:locks"

"""Members are served in the language of their Discord client, servers in their own."""

from collections.abc import Mapping
from typing import Any

import discord
import pytest
from simcord.components import walk_components

from bot.discord_ui.limits import COMMAND_DESCRIPTION, COMMAND_NAME
from bot.discord_ui.speech import to_server
from bot.discord_ui.translator import CommandTranslator
from bot.domain.language import tr
from bot.languages import language_of
from tests.discord_ui.examples import GIL, GOOD
from tests.discord_ui.world import World, button_id, labels_of, shown, text_of


def speak(world: World, locale: str, *, guild: str = "en-US") -> None:
    """From now on every member's client is in that language, and the server in its own."""
    emit = world.env.backend.emit

    def emit_in_language(event: str, payload: Mapping[str, Any]) -> None:
        if event == "INTERACTION_CREATE":
            payload = {**payload, "locale": locale, "guild_locale": guild}
        emit(event, payload)

    world.env.backend.emit = emit_in_language  # type: ignore[method-assign]


async def test_a_german_member_is_asked_graded_and_helped_in_german(world: World) -> None:
    speak(world, "de")
    asked = await world.ask(question=GIL.id)
    assert "So antworten: 2-6 Sätze, in eigenen Worten." in text_of(asked)
    assert "Antworten" in labels_of(asked)
    assert GIL.prompt in text_of(asked)  # questions stay English
    feedback = await world.answer(asked, GOOD, button="Antworten")
    assert "Ausgezeichnet: alles da, und richtig" in text_of(feedback)
    assert "**Erfüllt** · Only one thread at a time" in text_of(feedback)
    assert "Serie: Tag 1 · eine Antwort morgen macht 2 daraus" in text_of(feedback)
    model = await world.press(feedback, "Musterantwort")
    assert labels_of(model) == ["Noch einmal", "Lernen", "Diese Frage melden", "Weiter"]
    helped = text_of(shown(await world.alice.slash(world.channel, "help")))
    assert "Fragen, Lektionen, Demos und Antworten sind auf Englisch." in helped
    assert "**Üben**" in helped
    assert "**Practise**" not in helped


async def test_all_commands_of_a_member_work_in_german(world: World) -> None:
    """Everything that is sent is checked against Discord's limits in the end."""
    speak(world, "de")
    asked = await world.ask(question=GIL.id)
    await world.answer(asked, "The GIL was removed in 3.13.", button="Antworten")
    for name in ("streak", "leaderboard", "me settings", "me export", "me delete", "progress"):
        answered = shown(await world.alice.slash(world.channel, name))
        assert text_of(answered)
    streak = shown(await world.alice.slash(world.channel, "streak"))
    assert "Serie in diesem Server" in text_of(streak)
    why = await world.press(streak, "Warum?")
    assert "beantwortet: What is the GIL?" in text_of(why)
    assert "Mo Di Mi Do Fr Sa So" in text_of(why)
    settings = shown(await world.alice.slash(world.channel, "me settings"))
    assert "Mitglieder meiner Server" in str(labels_of(settings)) + str(settings.components)
    await world.alice.click(settings, label="Zeitzone ändern")


async def test_errors_are_german_too(world: World) -> None:
    speak(world, "de")
    refused = shown(await world.alice.slash(world.channel, "quiz", question="what-is-the-gill"))
    assert "Es gibt keine Frage `what-is-the-gill`. Am nächsten: what-is-the-gil" in text_of(
        refused
    )
    asked = await world.ask(question=GIL.id)
    gone = shown(await world.forge("gc1:answer:1", asked))
    assert "Diese Karte ist zu alt. /quiz gibt dir eine frische." in text_of(gone)


async def test_what_is_shown_to_a_server_is_in_the_servers_language(world: World) -> None:
    speak(world, "en-US", guild="de")
    asked = await world.ask(question=GIL.id)
    feedback = await world.answer(asked, GOOD)
    await world.alice.click(feedback, label="Share")
    everybody = world.channel.last_message
    assert everybody is not None
    said = "\n".join(
        part["content"]
        for part in walk_components(
            world.env.backend.get_message(world.channel.id, everybody.id).components
        )
        if part["type"] == 10
    )
    assert "hat geantwortet" in said
    assert "Ausgezeichnet: alles da, und richtig" in said
    assert "Beantworte sie selbst" in said


async def test_other_languages_are_english(world: World) -> None:
    speak(world, "fr")
    asked = await world.ask(question=GIL.id)
    assert "Answer" in labels_of(asked)
    assert button_id(asked, "Answer")


async def test_discord_gets_the_commands_in_both_languages(world: World) -> None:
    commands = {one["name"]: one for one in world.env.backend.commands[None].values()}
    quiz = commands["quiz"]
    assert quiz["description_localizations"]["de"].startswith("Eine Interviewfrage")
    assert not quiz.get("name_localizations")
    assert commands["Study card"]["name_localizations"] == {"de": "Lernkarte"}


async def test_german_texts_of_commands_are_within_the_limits(world: World) -> None:
    german = language_of("de")
    for command in world.bot.tree.walk_commands():
        said = german.gettext(command.description)
        assert said != command.description or command.qualified_name.startswith("demo "), said
        assert len(said) <= COMMAND_DESCRIPTION
        for parameter in getattr(command, "parameters", ()):
            text = str(getattr(parameter.description, "message", parameter.description))
            assert len(german.gettext(text)) <= COMMAND_DESCRIPTION
    for kind in (discord.AppCommandType.message, discord.AppCommandType.user):
        for menu in world.bot.tree.get_commands(type=kind):
            assert german.gettext(menu.name) != menu.name
            assert len(german.gettext(menu.name)) <= COMMAND_NAME


@pytest.mark.parametrize(("text", "said"), [("Study card", "Lernkarte"), ("quiz", None)])
async def test_a_command_is_translated_where_there_is_a_translation(
    text: str, said: str | None
) -> None:
    string = discord.app_commands.locale_str(text)
    context: Any = None
    assert await CommandTranslator().translate(string, discord.Locale.german, context) == said
    assert await CommandTranslator().translate(string, discord.Locale.french, context) is None


async def test_a_server_is_spoken_to_as_its_admins_chose_and_one_nobody_knows_in_english(
    world: World,
) -> None:
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    guild.preferred_locale = discord.Locale.german
    with to_server(world.bot, guild.id):
        assert tr("Answer") == "Antworten"
    with to_server(world.bot, 1):
        assert tr("Answer") == "Answer"

"""The quiz as members meet it, every body checked against Discord's rules and ours."""

import contextlib

import pytest

from . import payload
from .actor import Actor
from .quiz import ANSWER, BETTER, FIELD, QUESTION, answer, ask, ask_and_answer, points, quotes
from .quiz import written as text_in
from .server import LoopbackDiscord
from .world import SEND_MESSAGES, Channel

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture
def channel(coached: LoopbackDiscord) -> Channel:
    return coached.add_guild().add_text_channel("gil")


@pytest.fixture
def alice(coached: LoopbackDiscord) -> Actor:
    return coached.add_user("alice", installed=True)


def values(choices: list[dict[str, str]]) -> list[str]:
    return [choice["value"] for choice in choices]


async def test_what_is_typed_is_completed(alice: Actor, channel: Channel) -> None:
    topics = values(await alice.autocomplete(channel, "quiz", "topic", ""))
    assert "gil-fundamentals" in topics
    assert values(await alice.autocomplete(channel, "quiz", "topic", "FUNDA")) == [
        "gil-fundamentals"
    ]
    assert "junior" in values(await alice.autocomplete(channel, "quiz", "level", "jun"))
    named = values(await alice.autocomplete(channel, "quiz", "question", "what is the gil"))
    assert named[0] == QUESTION
    chosen = {"topic": "gil-fundamentals"}
    fitting = values(await alice.autocomplete(channel, "quiz", "question", "", chosen))
    assert QUESTION in fitting
    assert "threads-vs-processes" not in fitting


async def test_a_question_is_asked_privately_by_topic_and_level(
    alice: Actor, channel: Channel
) -> None:
    card = await alice.slash(channel, "quiz", {"topic": "gil-fundamentals", "level": "junior"})
    assert card.ephemeral
    assert "GIL fundamentals · Junior" in card.text
    assert card.labels() == ["Answer", "Hint (3 left)", "Another", "Learn", "I don't know"]


async def test_hints_come_one_by_one_on_the_same_card(alice: Actor, channel: Channel) -> None:
    card = await ask(alice, channel)
    for left in (2, 1, 0):
        taken = card.labels()[1]
        await alice.click(card, taken)
        assert f"Hint {3 - left} of 3" in card.text
        assert card.labels()[1] == (f"Hint ({left} left)" if left else "No hints left")
    assert card.button("No hints left")["disabled"]


async def test_another_question_takes_the_place_of_the_card(alice: Actor, channel: Channel) -> None:
    card = await ask(alice, channel)
    before = card.text
    await alice.click(card, "Another")
    assert card.text != before
    assert card.labels()[0] == "Answer"


async def test_an_answer_is_graded_with_the_members_own_words(
    alice: Actor, channel: Channel
) -> None:
    opened = await alice.click(await ask(alice, channel), "Answer")
    assert opened.modal is not None
    assert opened.modal.labels() == [FIELD, "How sure?", "Share after grading"]
    assert "Global Interpreter Lock" in opened.modal.texts()[0]
    assert text_in(opened) == ""
    feedback = await alice.submit(opened, {FIELD: ANSWER})
    assert feedback.ephemeral
    assert (points(feedback) or 0) >= 60
    assert quotes(feedback)
    assert all(quote in ANSWER for quote in quotes(feedback))
    assert "**Met**" in feedback.text
    assert "**Missing**" in feedback.text
    assert "Streak: day 1" in feedback.text
    following = ["Follow-up", "Try again", "Model answer", "See it measured", "Next"]
    assert feedback.labels() == [*following, "How scored", "Dispute", "Share"]


async def test_a_second_try_starts_from_the_first_text(alice: Actor, channel: Channel) -> None:
    first = await ask_and_answer(alice, channel)
    opened = await alice.click(first, "Try again")
    assert text_in(opened) == ANSWER
    second = await alice.submit(opened, {FIELD: BETTER})
    assert (points(second) or 0) > (points(first) or 100)
    assert "I don't know" not in second.labels()


async def test_the_model_answer_and_its_sources_open_after_a_try(
    alice: Actor, channel: Channel
) -> None:
    feedback = await ask_and_answer(alice, channel)
    model = await alice.click(feedback, "Model answer")
    assert model.ephemeral
    assert "Model answer" in model.text
    assert "](https://docs.python.org/" in model.text
    following = await alice.click(model, "Next")
    assert following.labels()[0] == "Answer"
    assert "Global Interpreter Lock" not in following.text


async def test_who_does_not_know_reads_the_model_answer_and_may_still_try(
    alice: Actor, channel: Channel
) -> None:
    model = await alice.click(await ask(alice, channel), "I don't know")
    assert "Model answer" in model.text
    assert points(await answer(alice, model, ANSWER, button="Try again")) is not None


async def test_a_shared_answer_is_public_covered_and_pings_nobody(
    coached: LoopbackDiscord, alice: Actor, channel: Channel
) -> None:
    feedback = await ask_and_answer(alice, channel)
    shared = await alice.click(feedback, "Share")
    await shared.edited()
    (public,) = coached.screens(channel)
    assert not public.ephemeral
    assert f"<@{alice.id}> answered" in public.text
    assert ANSWER in public.text
    assert (public.payload["mentions"], public.files) == ([], {})
    grade, words = public.components
    assert (grade["spoiler"], words["spoiler"]) == (False, True)
    assert feedback.button("Shared")["disabled"]


async def test_a_long_shared_answer_is_sent_along_as_a_file(
    coached: LoopbackDiscord, alice: Actor, channel: Channel
) -> None:
    text = " ".join([BETTER, "I am not sure about the rest. " * 40, "Ω and 🧵 the end."])
    shared = await alice.click(await ask_and_answer(alice, channel, text), "Share")
    await shared.edited()
    (public,) = coached.screens(channel)
    assert public.files == {"answer.txt": text.encode()}
    assert "the end" not in public.text


async def test_nobody_shares_where_they_may_not_write(
    coached: LoopbackDiscord, alice: Actor, channel: Channel
) -> None:
    feedback = await ask_and_answer(alice, channel)
    assert channel.guild is not None
    channel.guild.permissions[alice.id] = channel.guild.permissions_of(alice.id) & ~SEND_MESSAGES
    refused = await alice.click(feedback, "Share")
    assert "You may not write in this channel" in refused.text
    assert refused.ephemeral
    assert coached.screens(channel) == []


@pytest.mark.parametrize("where", ["direct message", "other people's chat", "foreign server"])
async def test_the_quiz_works_outside_the_bots_servers_but_shares_nothing(
    coached: LoopbackDiscord, alice: Actor, where: str
) -> None:
    places = {
        "direct message": alice.dm,
        "other people's chat": alice.private_channel(coached.add_user("bob")),
        "foreign server": coached.add_guild(installed=False).add_text_channel("general"),
    }
    feedback = await ask_and_answer(alice, places[where])
    assert points(feedback) is not None
    assert feedback.labels() == [
        "Follow-up",
        "Try again",
        "Model answer",
        "See it measured",
        "Next",
        "How scored",
    ]
    assert "GIL Coach" in (await alice.slash(places[where], "help")).text
    for pressed in ("Model answer", "Next", "See it measured", "How scored"):
        assert (await alice.click(feedback, pressed)).ephemeral
    assert coached.screens(places[where]) == []


@pytest.mark.parametrize(
    ("option", "typed", "nearest"),
    [
        ("topic", "gil-fundamental", "gil-fundamentals"),
        ("level", "juniro", "junior"),
        ("question", "what-is-gil", QUESTION),
        ("question", "@everyone `<@1>` " + "x" * 500, QUESTION),
    ],
)
async def test_an_unknown_name_is_answered_with_the_nearest(
    alice: Actor, channel: Channel, option: str, typed: str, nearest: str
) -> None:
    refused = await alice.slash(channel, "quiz", {option: typed})
    assert refused.ephemeral
    assert f"There is no {option} `" in refused.text
    assert "<@1>`" not in refused.text
    if len(typed) < 100:
        assert nearest in refused.text


async def test_help_names_the_commands_so_that_they_can_be_pressed(
    coached: LoopbackDiscord, alice: Actor, channel: Channel
) -> None:
    shown = await alice.slash(channel, "help")
    assert shown.ephemeral
    ids = {command["name"]: command["id"] for command in coached.commands}
    menus = {"Grade as my answer", "Study card"}
    practice = {"quiz", "review", "interview", "learn", "demo", "progress"}
    assert ids.keys() == menus | practice | {"streak", "leaderboard", "me", "coach", "help"}
    for named in (*practice - {"demo"}, "demo race", "streak", "me settings", "leaderboard"):
        assert f"</{named}:{ids[named.split()[0]]}>" in shown.text


async def test_a_server_is_welcomed_once(coached: LoopbackDiscord) -> None:
    channel = await joined_server(coached)
    await coached.add_user("alice").slash(channel, "help")
    (welcome,) = coached.screens(channel)
    assert "Hello, I am GIL Coach" in welcome.text


async def joined_server(discord: LoopbackDiscord) -> Channel:
    """A server that the bot has joined and greeted, and that then went and came as in an outage.

    Within two seconds of a server's coming the library takes all that come for servers it was in
    before, so it may need a second one.
    """
    for _ in range(3):
        guild = discord.add_guild(installed=False)
        channel = guild.add_text_channel("general")
        guild.installed = True
        available = payload.guild_create(guild)
        joined = {key: value for key, value in available.items() if key != "unavailable"}
        discord.world.dispatch("GUILD_CREATE", joined, guild.id)
        with contextlib.suppress(TimeoutError):
            await discord.until(lambda: bool(channel.messages), timeout_s=2.5)  # noqa: B023
            discord.world.dispatch("GUILD_CREATE", available, guild.id)
            return channel
    raise AssertionError("no server was welcomed")

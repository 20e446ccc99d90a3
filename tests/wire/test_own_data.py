"""`/me export` and `/me delete` as members meet them, and what the files hold afterwards."""

import json
from pathlib import Path

import pytest

from .actor import Actor
from .quiz import ANSWER, ask_and_answer
from .server import LoopbackDiscord
from .world import Channel

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

SECRET = "my very own words"  # noqa: S105 - what is looked for


@pytest.fixture
def channel(coached: LoopbackDiscord) -> Channel:
    return coached.add_guild().add_text_channel("gil")


@pytest.fixture
def alice(coached: LoopbackDiscord) -> Actor:
    return coached.add_user("alice", installed=True)


async def test_all_is_exported_deleted_and_in_no_file_any_more(
    alice: Actor, channel: Channel, folder: Path
) -> None:
    await ask_and_answer(alice, channel, f"{ANSWER} In {SECRET}.")
    exported = await alice.slash(channel, "me export")
    assert exported.ephemeral
    data = json.loads(exported.files["gil-coach-data.json"])
    assert data["learner_id"] == alice.id
    assert SECRET in data["draft"][0]["text"]
    assert any(SECRET.encode() in file.read_bytes() for file in (folder / "data").iterdir())

    card = await alice.slash(channel, "me delete")
    assert card.ephemeral
    receipt = await alice.submit(await alice.click(card, "Delete …"), {"Type DELETE": "DELETE"})
    assert "## Deleted" in receipt.text
    assert "Reference" in receipt.text
    for file in (folder / "data").iterdir():
        assert SECRET.encode() not in file.read_bytes(), file
    again = json.loads((await alice.slash(channel, "me export")).files["gil-coach-data.json"])
    assert not again["attempt"]
    assert again["erasure"][0]["erased"]["attempt"] == 1


async def test_another_word_deletes_nothing(alice: Actor, channel: Channel) -> None:
    await ask_and_answer(alice, channel)
    card = await alice.slash(channel, "me delete")
    refused = await alice.submit(await alice.click(card, "Delete …"), {"Type DELETE": "no"})
    assert "Nothing was deleted" in refused.text
    assert "Marks and scores" in (await alice.slash(channel, "me delete")).text

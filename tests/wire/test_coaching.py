"""After an answer, with the bot as its own process: from how sure one was to a coach's verdict."""

import pytest

from .quiz import ANSWER, FIELD, ask, points
from .server import LoopbackDiscord
from .test_coach import add_admin

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

REPLY = "The counts would be corrupted, since both threads change one count at the same time."
WHY = "Line 1 says all of it."


async def test_from_how_sure_one_was_to_the_verdict_of_a_coach(coached: LoopbackDiscord) -> None:
    guild = coached.add_guild()
    channel = guild.add_text_channel("gil")
    alice, coach = coached.add_user("alice"), add_admin(coached, guild)

    opened = await alice.click(await ask(alice, channel), "Answer")
    sure = {FIELD: ANSWER, "How sure?": "Certain", "Share after grading": False}
    feedback = await alice.submit(opened, sure)
    score = points(feedback)
    assert score is not None
    assert score < 100

    scored = await alice.click(feedback, "How scored")
    assert f"shown as {score} / 100" in scored.text
    assert "no hint was taken" in scored.text

    asked = await alice.click(feedback, "Follow-up")
    assert "Follow-up 1 of at most 3" in asked.text
    replied = await alice.submit(await alice.click(asked, "Answer"), {"Your reply": REPLY})
    assert "Follow-up 1 of at most 3" in replied.text
    back = await alice.click(replied, "Back to the result")
    assert points(back) == score

    disputing = await alice.click(back, "Dispute")
    consent = {"May they read your answer?": ["Yes, the coaches may read it"]}
    sent = {"What is wrong with the grade?": WHY} | consent
    disputed = await alice.submit(disputing, sent)
    assert "You disputed this grade." in disputed.text

    case = await coach.slash(channel, "coach disputes")
    assert case.ephemeral
    assert ANSWER in case.text
    assert WHY in case.text
    assert alice.id not in str(case.payload["components"])
    deciding = await coach.click(case, "Decide")
    verdict = {"What is right?": "It should be: excellent", "A word to the member, if you like": ""}
    done = await coach.submit(deciding, verdict)
    assert "Your verdict is kept" in done.text

    (letter,) = coached.screens(alice.dm)
    assert "they would say **excellent**" in letter.text
    assert "No disputes are open" in (await coach.slash(channel, "coach disputes")).text

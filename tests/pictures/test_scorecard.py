import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from bot.discord_ui.limits import FILE_BYTES
from bot.domain.interview_plan import Plan
from bot.domain.item import Skill
from bot.domain.scorecard import Part, Past, Scorecard
from bot.pictures.canvas import WIDTH, Ink
from bot.pictures.drawings import Drawings
from bot.pictures.scorecard import draw_scorecard
from tests.domain.interview_examples import asked, card_of, unreached


def past(*points: int) -> tuple[Past, ...]:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    return tuple(
        Past(interview_id=number, ended_at=at, plan=Plan(), points=one)
        for number, one in enumerate(points)
    )


def wide(**changes: object) -> Scorecard:
    parts = [Part(name="W" * 60, share=number / 9, questions=1) for number in range(10)]
    skills = [Part(name=skill, share=1, questions=1) for skill in Skill]
    filled = {"points": 100, "topics": tuple(parts), "skills": tuple(skills)}
    return card_of(asked()).model_copy(update=filled | changes)


def opened(card: Scorecard) -> Image.Image:
    return Image.open(io.BytesIO(draw_scorecard(card))).convert("RGB")


@pytest.mark.parametrize(
    "card",
    [card_of(asked()), card_of(unreached()), wide(), wide(previous=past(0, 100, 50, 3, 9))],
    ids=["usual", "empty", "wide", "with a past"],
)
def test_every_scorecard_can_be_drawn(card: Scorecard) -> None:
    png = draw_scorecard(card)
    assert Image.open(io.BytesIO(png)).width == WIDTH
    assert len(png) < FILE_BYTES / 100


def test_it_grows_with_what_it_shows() -> None:
    heights = [opened(card).height for card in (card_of(asked()), wide(), wide(previous=past(4)))]
    assert heights == sorted(set(heights))


def test_a_longer_bar_is_a_better_share() -> None:
    def green(share: float) -> int:
        part = Part(name="topic", share=share, questions=1)
        picture = opened(card_of(asked()).model_copy(update={"topics": (part,), "skills": ()}))
        pixels = picture.tobytes()
        ink = bytes.fromhex(Ink.GREEN.removeprefix("#"))
        return sum(pixels[at : at + 3] == ink for at in range(0, len(pixels), 3))

    assert green(0.5) == 0
    assert 0 < green(0.8) < green(1.0)


async def test_it_is_drawn_in_a_thread() -> None:
    card = card_of(asked())
    assert await Drawings().scorecard(card) == draw_scorecard(card)

import io

from PIL import Image

from bot.domain.progress import Progress, TopicMastery
from bot.domain.recall import RetentionPoint
from bot.pictures.canvas import WIDTH, Ink
from bot.pictures.progress import MAX_TOPICS, draw_progress

LIMIT_BYTES = 30 * 1024
CURVE = (
    RetentionPoint(1, 1, 0.93, 7, 8),
    RetentionPoint(4, 7, 0.88, 12, 15),
    RetentionPoint(31, None, 0.7, 1, 2),
)


def topic(share: float, *, answered: int = 3, title: str = "Choosing a model") -> TopicMastery:
    return TopicMastery(topic="t", title=title, share=share, answered=answered, total=3)


def drawn(*topics: TopicMastery, curve: tuple[RetentionPoint, ...] = ()) -> bytes:
    return draw_progress(Progress(topics=topics, curve=curve, recalls=25))


def green(png: bytes) -> int:
    """How many pixels say something was reached."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    wanted = tuple(int(Ink.GREEN[at : at + 2], 16) for at in (1, 3, 5))
    return sum(count for count, ink in image.getcolors(WIDTH * image.height) or [] if ink == wanted)


def test_the_whole_picture_is_small() -> None:
    png = drawn(*[topic(number / 12) for number in range(12)], curve=CURVE)
    image = Image.open(io.BytesIO(png))
    assert (image.format, image.size[0]) == ("PNG", WIDTH)
    assert len(png) < LIMIT_BYTES


def test_a_bar_is_as_long_as_the_mastery() -> None:
    empty, half, full = (green(drawn(topic(share))) for share in (0, 0.5, 1))
    assert empty == 0
    assert 0.49 < half / full < 0.51


def test_the_same_progress_gives_the_same_bytes() -> None:
    assert drawn(topic(0.5), curve=CURVE) == drawn(topic(0.5), curve=CURVE)


def test_a_curve_needs_reviews_and_one_point_is_enough() -> None:
    heights = [
        Image.open(io.BytesIO(drawn(topic(0.5), curve=curve))).height
        for curve in ((), CURVE[:1], CURVE)
    ]
    assert heights[0] < heights[1] == heights[2]


def test_what_was_remembered_moves_the_picture() -> None:
    other = (CURVE[0]._replace(remembered=0), *CURVE[1:])
    assert drawn(topic(0.5), curve=CURVE) != drawn(topic(0.5), curve=other)


def test_any_number_of_topics_and_any_title_stay_on_the_page() -> None:
    assert drawn()
    many = drawn(*[topic(1, title="W" * 60)] * (MAX_TOPICS + 9), curve=CURVE)
    assert Image.open(io.BytesIO(many)).height < 2000

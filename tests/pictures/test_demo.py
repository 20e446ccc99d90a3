import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from PIL import Image, ImageColor

from bot.domain.chart import Chart, chart_of
from bot.domain.demo_result import DemoResult, Stat
from bot.domain.panel import Bar, Lane, Panel, Share, axis_to
from bot.pictures.canvas import WIDTH, Ink
from bot.pictures.demo import draw_demo
from tests.domain.any_results import any_results
from tests.domain.demo_results import (
    MAKERS,
    SINGLE,
    WITHOUT,
    builds,
    convoy,
    cpu,
    deadlock,
    every_result,
    facts,
    race,
    result,
    timeline,
    versions,
)

LIMIT_BYTES = 30_000


def image(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def inks(png: bytes) -> set[str]:
    seen = {colour for _, colour in image(png).getcolors() or []}
    return {ink.name for ink in Ink if ImageColor.getrgb(ink) in seen}


def scaled(result: DemoResult, factor: float) -> DemoResult:
    """All figures so many times as large, and all labels far too long."""

    def grown(stat: Stat) -> Stat:
        return Stat(
            median=stat.median * factor, low=stat.low * factor, high=stat.high * factor, n=stat.n
        )

    rows = [
        row.model_copy(
            update={
                "label": f"{row.label}, with a label that is far too long " * 3,
                "stats": {name: grown(stat) for name, stat in row.stats.items()},
                "points": tuple(point * factor for point in row.points),
                "slices": tuple((a * factor, b * factor) for a, b in row.slices),
            }
        )
        for row in result.rows
    ]
    return result.model_copy(update={"rows": tuple(rows)})


def chart(*lanes: Lane, axis_top: float | None = None) -> Chart:
    axis = None if axis_top is None else axis_to(axis_top, "ms")
    panel = Panel(columns=(), lanes=lanes, axis=axis)
    return Chart(title="Title", subtitle="Subtitle", headline="", panels=(panel,))


def lane(mark: Bar | Share, series: int = 0) -> Lane:
    return Lane(label="label", value="value", cells=(), mark=mark, series=series)


@pytest.mark.parametrize("name", every_result())
def test_every_demonstration_has_a_small_picture(name: str) -> None:
    png = draw_demo(chart_of(every_result()[name]))
    assert len(png) <= LIMIT_BYTES
    assert image(png).width == WIDTH
    assert {"TEXT", "DIM", "PAGE"} <= inks(png)


@pytest.mark.parametrize(
    "make",
    [
        lambda: timeline(threads=4, ms=200, each=0.5),
        lambda: timeline(WITHOUT, threads=4, ms=200),
        lambda: versions(*(facts(python=f"3.{minor}.18") for minor in range(8, 18))),
        lambda: builds("convoy", facts(), WITHOUT, facts(python="3.14.1"), facts(python="3.15.0")),
    ],
)
def test_the_largest_pictures_are_small_files_too(make: Callable[[], DemoResult]) -> None:
    assert len(draw_demo(chart_of(make()))) <= LIMIT_BYTES


@pytest.mark.parametrize("name", SINGLE)
@pytest.mark.parametrize("factor", [0, 1e-9, 1e12])
def test_nothing_and_huge_numbers_can_be_drawn(name: str, factor: float) -> None:
    png = draw_demo(chart_of(scaled(MAKERS[name](), factor)))
    assert len(png) <= LIMIT_BYTES


@given(any_results())
@settings(max_examples=25)
def test_any_chart_can_be_drawn(result: DemoResult) -> None:
    assert image(draw_demo(chart_of(result))).width == WIDTH


def test_an_empty_chart_still_has_its_title() -> None:
    assert "TEXT" in inks(draw_demo(chart_of(result("versions"))))


def test_a_page_grows_with_its_lanes() -> None:
    with_three, with_four = (image(draw_demo(chart_of(cpu(where)))) for where in (facts(), WITHOUT))
    assert with_three.height < with_four.height


def test_panels_with_one_axis_share_its_labels() -> None:
    single = image(draw_demo(chart_of(timeline()))).height
    both = image(draw_demo(chart_of(builds("timeline")))).height
    assert both < 2 * single - 100


def test_a_lane_has_the_colour_of_its_series() -> None:
    assert {"BLUE", "ORANGE", "GREEN", "PINK"} <= inks(draw_demo(chart_of(cpu(WITHOUT))))


def test_what_is_lost_is_hatched() -> None:
    bar = Bar(length=5, low=5, high=5)
    assert "PINK" not in inks(draw_demo(chart(lane(Share(part=1)))))
    assert "PINK" in inks(draw_demo(chart(lane(Share(part=0.999)))))
    assert "GREEN" in inks(draw_demo(chart(lane(Share(part=0)))))
    assert "PINK" not in inks(draw_demo(chart(lane(bar), axis_top=5)))
    vain = bar.model_copy(update={"hatched": True})
    assert "PINK" in inks(draw_demo(chart(lane(vain), axis_top=5)))
    assert "PINK" in inks(draw_demo(chart_of(deadlock())))


def test_a_range_is_drawn_where_there_is_one() -> None:
    exact, wide = (Bar(length=5, low=low, high=5) for low in (5, 3))
    assert draw_demo(chart(lane(exact), axis_top=5)) != draw_demo(chart(lane(wide), axis_top=5))


def test_a_bar_without_an_axis_is_left_out() -> None:
    assert "BLUE" not in inks(draw_demo(chart(lane(Bar(length=5, low=5, high=5)))))


def test_a_share_says_how_much_arrived() -> None:
    def green(part: float) -> int:
        page = image(draw_demo(chart(lane(Share(part=part)))))
        colours = {colour: count for count, colour in page.getcolors() or []}
        return colours[ImageColor.getrgb(Ink.GREEN)]

    assert green(0.5) == pytest.approx(green(1) / 2, rel=0.02)


def test_points_far_out_stand_at_the_edge() -> None:
    near = convoy(WITHOUT)
    rows = [
        row.model_copy(update={"points": tuple(min(point, 6) for point in row.points)})
        for row in near.rows
    ]
    cut = near.model_copy(update={"rows": tuple(rows)})
    assert draw_demo(chart_of(near)) != draw_demo(chart_of(cut))


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert draw_demo(chart_of(race())) == draw_demo(chart_of(race()))

import pytest
from hypothesis import given

from bot.domain.demo_panel import panels_of, version_panels
from bot.domain.demo_result import DemoResult
from bot.domain.panel import Bar, Dots, Panel, Share, Slices
from tests.domain.any_results import any_results, single_results
from tests.domain.demo_results import (
    MAKERS,
    SINGLE,
    WITHOUT,
    changed,
    convoy,
    cpu,
    deadlock,
    race,
    timeline,
    versions,
    without,
)


def panel(result: DemoResult) -> Panel:
    (only,) = panels_of(result)
    return only


@pytest.mark.parametrize("name", SINGLE)
def test_every_row_has_its_lane(name: str) -> None:
    result = MAKERS[name]()
    assert sum(len(panel.lanes) for panel in panels_of(result)) == len(result.rows)


@given(single_results())
def test_cells_always_stand_below_a_heading(result: DemoResult) -> None:
    for panel in panels_of(result):
        assert all(len(lane.cells) == len(panel.columns) for lane in panel.lanes)


@given(any_results())
def test_versions_have_a_panel_for_each_way(result: DemoResult) -> None:
    assert [panel.heading for panel in version_panels(result.parts)] == ["x += 1", "x = add(x)"]


def test_a_timeline_shows_slices_and_the_cores_used() -> None:
    made = panel(timeline())
    assert all(isinstance(lane.mark, Slices) for lane in made.lanes)
    assert made.note == "used 1.00 of 2 cores"
    assert made.lanes[0].value == "6 slices of about 5.1 ms, 30 ms of CPU time"
    assert made.axis is not None
    assert made.axis.top == 60


def test_a_thread_that_never_ran_has_no_slices() -> None:
    idle = timeline().rows[0].model_copy(update={"slices": (), "stats": {}})
    made = panel(timeline().model_copy(update={"rows": (idle,), "stats": {}}))
    assert made.lanes[0].value == "0 slices of about -, - of CPU time"
    assert made.note == ""


def test_cores_are_bars_with_their_range() -> None:
    made = panel(cpu())
    bar = made.lanes[2].mark
    assert isinstance(bar, Bar)
    assert bar.low < bar.length == 1.95 < bar.high
    assert made.lanes[2].value == "1.95 cores, 157 ms"
    assert made.axis is not None
    assert made.axis.ticks == (0, 1, 2)


def test_without_a_time_the_cores_stand_alone() -> None:
    row = cpu().rows[0]
    bare = row.model_copy(update={"stats": {"cores": row.stats["cores"]}})
    assert panel(cpu().model_copy(update={"rows": (bare,)})).lanes[0].value == "1.00 cores"


def test_like_things_have_like_colours() -> None:
    def series(name: str, key: str) -> int:
        result = MAKERS[name](WITHOUT)
        lanes = [lane for panel in panels_of(result) for lane in panel.lanes]
        return lanes[[row.key for row in result.rows].index(key)].series

    assert series("cpu", "threads") == series("executors", "cpu-threads") == series("io", "threads")
    assert series("cpu", "processes") == series("loop", "process") == series("startup", "spawn")
    assert len({lane.series for lane in panel(cpu(WITHOUT)).lanes}) == 4


def test_waits_are_compared_with_one_after_another() -> None:
    io = MAKERS["io"]()
    assert [lane.value for lane in panel(io).lanes] == [
        "508 ms",
        "54 ms, 9.4x as fast",
        "52 ms, 9.8x as fast",
    ]
    assert panel(without(io, "serial")).lanes[0].value == "54 ms"
    assert panel(without(MAKERS["startup"](), "thread")).lanes[0].value == "4.1 ms"


def test_what_was_measured_once_has_no_range() -> None:
    loop = MAKERS["loop"]()
    for key in ("in-loop", "thread", "process"):
        loop = changed(loop, key, "late_ms", 3)
    assert panel(loop).columns == ("late",)
    assert panel(loop).lanes[0].value == "3 ms late"
    assert panel(changed(MAKERS["loop"](), "thread", "late_ms", 3)).columns == ("late", "range")


def test_labels_do_not_repeat_the_heading() -> None:
    computing, waiting = panels_of(MAKERS["executors"]())
    assert [lane.label for lane in (*computing.lanes, *waiting.lanes)] == [
        "threads",
        "processes",
    ] * 2
    little, much = panels_of(MAKERS["pickling"]())
    assert little.note == "pool 1.84x as fast"
    assert [lane.label for lane in much.lanes] == ["here", "in the pool"]
    bare = MAKERS["pickling"]().model_copy(update={"stats": {}})
    assert [panel.note for panel in panels_of(bare)] == ["", ""]


def test_a_race_shows_what_arrived_of_all() -> None:
    lanes = panel(race()).lanes
    shares = [lane.mark.part for lane in lanes if isinstance(lane.mark, Share)]
    assert shares == [1, pytest.approx(0.64), 0.5, 1]
    assert lanes[1].value == "64 % arrived, 2,623,472 lost"
    assert lanes[1].cells == ("4,663,950", "2,623,472", "36 %")


def test_versions_have_a_lane_each() -> None:
    plain, call = version_panels(versions().parts)
    assert [lane.label for lane in plain.lanes] == list(versions().parts)
    assert plain.lanes[-1].value == "85 % arrived, 1,080,000 lost"
    assert len(call.lanes) == 5


def test_who_waits_in_vain_is_hatched() -> None:
    vain, got = panel(deadlock()), panel(deadlock(ordered="yes"))
    assert [lane.note for lane in vain.lanes] == ["has lock A, wants B", "has lock B, wants A"]
    assert all(isinstance(lane.mark, Bar) and lane.mark.hatched for lane in vain.lanes)
    assert not any(isinstance(lane.mark, Bar) and lane.mark.hatched for lane in got.lanes)
    assert got.axis is not None
    assert got.axis.top == 300
    assert vain.lanes[0].value == "gave up after 300 ms"


def test_replies_are_dots_on_an_axis_that_ends_before_those_far_out() -> None:
    made = panel(convoy())
    dots = made.lanes[1].mark
    assert isinstance(dots, Dots)
    assert len(dots.points) == 60
    assert made.lanes[1].label == "beside a busy thread"
    assert made.lanes[1].note == "interval 5 ms"
    assert made.axis is not None
    assert made.axis.top == 14
    assert made.note == ""
    far = panel(convoy(WITHOUT))
    assert far.axis is not None
    assert far.axis.top == pytest.approx(6.9)
    assert far.note == "▶ = more than 6.9 ms"


def test_replies_without_delay_still_have_an_axis() -> None:
    none = convoy()
    for key in ("alone", "busy", "short"):
        none = changed(none, key, "reply_ms", 0)
    axis = panel(none).axis
    assert axis is not None
    assert axis.top == 14


def test_a_demonstration_that_is_not_known_has_no_panels() -> None:
    assert panels_of(cpu().model_copy(update={"demo": "shaking"})) == ()

import pytest
from hypothesis import given

from bot.domain.chart import (
    MAX_ALT_CHARS,
    MAX_PARTS,
    MAX_TABLE_CHARS,
    TABLE_COLUMNS,
    Chart,
    alt_text,
    chart_of,
    table,
)
from bot.domain.demo_result import DemoResult
from bot.domain.panel import Bar, Lane, Panel
from tests.domain.any_results import any_results
from tests.domain.demo_results import (
    MAKERS,
    SINGLE,
    WITH,
    WITHOUT,
    builds,
    cpu,
    deadlock,
    every_result,
    facts,
    race,
    result,
    timeline,
    versions,
)


def lane(label: str, value: str = "1 ms") -> Lane:
    return Lane(label=label, value=value, cells=(value,), mark=Bar(length=1, low=1, high=1))


def chart(*lanes: Lane) -> Chart:
    panel = Panel(columns=("time",), lanes=lanes)
    return Chart(title="Title", subtitle="", headline="Headline.", panels=(panel,))


@pytest.mark.parametrize("name", every_result())
def test_every_figure_of_the_picture_is_in_the_words(name: str) -> None:
    made = chart_of(every_result()[name])
    told = alt_text(made)
    rows = table(made)
    for panel in made.panels:
        for one in panel.lanes:
            assert one.value in told
            assert one.label in rows
            assert all(cell in rows for cell in one.cells)
    assert made.headline in told


@given(any_results())
def test_words_of_any_chart_keep_their_limits(result: DemoResult) -> None:
    made = chart_of(result)
    rows = table(made)
    assert all(len(line) <= TABLE_COLUMNS for line in rows.split("\n"))
    assert len(rows) <= MAX_TABLE_CHARS
    assert "`" not in rows
    assert 0 < len(alt_text(made)) <= MAX_ALT_CHARS


def test_a_table_is_aligned() -> None:
    assert table(chart_of(cpu())) == (
        "                   cores      range    time\n"
        "one after another   1.00  0.99-1.01  305 ms\n"
        "threads             1.00  0.99-1.01  314 ms\n"
        "processes           1.95  1.93-1.97  157 ms"
    )


def test_notes_stand_below_their_rows() -> None:
    assert table(chart_of(deadlock())).split("\n")[1:3] == [
        "thread 1      gave up  300 ms",
        "  has lock A, wants B",
    ]


def test_panels_are_parted_and_headed() -> None:
    rows = table(chart_of(builds("timeline"))).split("\n")
    assert rows[:2] == ["Python 3.13.0, GIL on", "used 1.00 of 2 cores"]
    assert rows[rows.index("") + 1] == "Python 3.13.5 free-threaded, GIL off"


def test_a_long_label_is_cut_and_its_figures_are_not() -> None:
    (_, row) = table(chart(lane("a very long label " * 9))).split("\n")
    assert row.startswith("a very long label")
    assert row.endswith("…  1 ms")


def test_a_table_that_is_too_long_ends_with_a_mark() -> None:
    rows = table(chart(*(lane(f"lane {number} of many, many lanes") for number in range(99))))
    assert rows.endswith("\n…")
    assert len(rows) <= MAX_TABLE_CHARS


def test_an_alt_text_is_made_of_sentences() -> None:
    assert alt_text(chart(lane("threads"))) == "Title. Headline. Threads: 1 ms."


def test_two_builds_share_their_axis() -> None:
    first, second = chart_of(builds("convoy")).panels
    assert first.axis == second.axis
    assert first.axis is not None
    assert first.axis.top == 14
    assert all(panel.axis is None for panel in chart_of(builds("race")).panels)


def test_titles_say_what_was_asked_for() -> None:
    assert chart_of(timeline(threads=3)).title == "Three threads, one counting loop each"
    assert chart_of(race()).title == "Two threads add one, many times: how many arrive?"
    assert chart_of(deadlock()).title == "Two threads take two locks in opposite order"
    assert chart_of(deadlock(ordered="yes")).title == "Two threads take two locks in the same order"
    assert chart_of(builds("timeline")).title == "Two threads, one counting loop each"
    titles = {chart_of(MAKERS[name]()).title for name in SINGLE}
    assert len(titles) == len(SINGLE)


def test_the_subtitle_says_where_and_how() -> None:
    assert chart_of(cpu()).subtitle == (
        "Python 3.13.0, GIL on, may use 2 cores, 3 rounds, bar = median, line = range"
    )
    assert chart_of(race(WITHOUT)).subtitle == (
        "Python 3.13.5 free-threaded, GIL off, may use 2 cores, hatched = lost"
    )
    assert chart_of(result("cpu")).subtitle == "Python 3.13.0, GIL on, may use 2 cores"
    assert chart_of(builds("cpu")).subtitle.startswith("The same script on each, in turn")


def test_too_many_interpreters_are_not_all_shown() -> None:
    many = versions(*(facts(python=f"3.{minor}.0") for minor in range(8, 8 + MAX_PARTS + 2)))
    made = chart_of(many)
    assert all(len(panel.lanes) == MAX_PARTS for panel in made.panels)
    assert "the first 9 of 11" in made.subtitle


def test_nothing_measured_is_an_empty_chart() -> None:
    for demo in ("versions", "builds", "cpu", "race"):
        made = chart_of(result(demo))
        assert made.panels == ()
        assert table(made) == ""
    odd = chart_of(cpu(WITH).model_copy(update={"demo": "shaking"}))
    assert odd.title == "shaking"
    assert odd.panels == ()

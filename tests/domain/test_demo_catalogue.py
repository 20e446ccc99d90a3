import pytest

from bot.domain.demo import Choice, Range
from bot.domain.demo_catalogue import DEMOS, find_demo
from bot.domain.errors import UnknownNameError

NAMES = (
    "timeline cpu executors io race deadlock convoy loop release pickling startup builds versions"
)


def test_there_are_thirteen_in_the_order_they_are_best_met() -> None:
    assert " ".join(DEMOS) == NAMES
    assert all(name == demo.name for name, demo in DEMOS.items())


@pytest.mark.parametrize("name", DEMOS)
def test_defaults_are_within_their_bounds(name: str) -> None:
    demo = DEMOS[name]
    for cores in (1, 2, 64):
        values = demo.request({}, cores=cores).parameters
        assert demo.request(values, cores=cores).parameters == values
    for one in demo.parameters:
        if isinstance(one, Range):
            assert one.low < one.high
            assert one.default is None or one.low <= one.default <= one.high
            assert isinstance(one.low, int) == isinstance(one.high, int)


@pytest.mark.parametrize("name", DEMOS)
def test_texts_fit_where_discord_shows_them(name: str) -> None:
    """Source: Discord, application commands: names 32, descriptions and choices 100 characters."""
    demo = DEMOS[name]
    assert 0 < len(demo.summary) <= 100
    assert demo.idea.endswith((".", "?"))
    for one in demo.parameters:
        assert one.name.isidentifier()
        assert len(one.name) <= 32
        assert 0 < len(one.what) <= 100
        if isinstance(one, Choice):
            assert all(len(option) <= 100 for option in one.options)
            assert len(one.options) <= 25


def test_no_parameter_is_named_twice() -> None:
    for demo in DEMOS.values():
        names = [one.name for one in demo.parameters]
        assert len(set(names)) == len(names)


def test_builds_runs_demonstrations_that_exist() -> None:
    (choice,) = DEMOS["builds"].parameters
    assert isinstance(choice, Choice)
    assert set(choice.options) <= set(DEMOS)


def test_a_demonstration_is_found_by_its_name() -> None:
    assert find_demo("race") is DEMOS["race"]
    with pytest.raises(UnknownNameError) as caught:
        find_demo("raze")
    assert caught.value.nearest[0] == "race"
    assert set(caught.value.nearest) == set(DEMOS)

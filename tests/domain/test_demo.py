import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.demo import Choice, Demo, Range
from bot.domain.errors import OutOfBoundsError, UnknownNameError

DEMO = Demo(
    name="shaking",
    title="Shaking",
    summary="Shakes.",
    idea="It shakes.",
    parameters=(
        Range(name="cups", what="How many cups", default=None, low=2, high=4),
        Range(name="pause_ms", what="How long between", default=5.0, low=0.5, high=50.0, unit="ms"),
        Choice(name="hard", what="Whether hard", options=("no", "yes")),
    ),
    usual_s=1,
)


def test_what_is_left_out_takes_its_default() -> None:
    request = DEMO.request({"pause_ms": None}, cores=3, interpreter="3.13.0")
    assert request.demo == "shaking"
    assert request.parameters == {"cups": 3, "pause_ms": 5.0, "hard": "no"}
    assert request.interpreter == "3.13.0"


@pytest.mark.parametrize(("cores", "cups"), [(1, 2), (2, 2), (4, 4), (64, 4)])
def test_the_number_of_cores_is_a_default_within_the_bounds(cores: int, cups: int) -> None:
    assert DEMO.request({}, cores=cores).parameters["cups"] == cups


def test_numbers_may_come_as_text() -> None:
    request = DEMO.request({"cups": "4", "pause_ms": "0.5", "hard": "yes"}, cores=2)
    assert request.parameters == {"cups": 4, "pause_ms": 0.5, "hard": "yes"}
    assert isinstance(request.parameters["cups"], int)


@pytest.mark.parametrize("value", [1, 5, 2.5, "many", "nan", "inf", ""])
def test_a_number_out_of_bounds_is_refused_with_the_bounds(value: float | str) -> None:
    with pytest.raises(OutOfBoundsError, match="a whole number from 2 to 4"):
        DEMO.request({"cups": value}, cores=2)


def test_the_refusal_of_a_length_has_its_unit() -> None:
    with pytest.raises(OutOfBoundsError, match=r"a number from 0.5 to 50.0 ms\.") as caught:
        DEMO.request({"pause_ms": 51}, cores=2)
    assert caught.value.parameter == "pause_ms"


@pytest.mark.parametrize("value", ["maybe", "", 1])
def test_a_word_that_is_no_option_is_refused(value: float | str) -> None:
    with pytest.raises(OutOfBoundsError, match="one of no, yes"):
        DEMO.request({"hard": value}, cores=2)


def test_an_unknown_parameter_is_refused_with_those_like_it() -> None:
    with pytest.raises(UnknownNameError) as caught:
        DEMO.request({"cup": 2}, cores=2)
    assert caught.value.nearest[0] == "cups"


@given(
    st.dictionaries(
        st.sampled_from([one.name for one in DEMO.parameters]),
        st.none() | st.integers() | st.floats() | st.text(max_size=60),
    ),
    st.integers(1, 256),
)
def test_a_request_is_within_the_bounds_or_refused(
    chosen: dict[str, int | float | str | None], cores: int
) -> None:
    try:
        values = DEMO.request(chosen, cores=cores).parameters
    except OutOfBoundsError as error:
        assert len(str(error)) < 300
    else:
        assert values["cups"] in (2, 3, 4)
        assert 0.5 <= float(values["pause_ms"]) <= 50
        assert values["hard"] in ("no", "yes")

import pytest
from pydantic import ValidationError

from bot.domain.item import AppliesTo
from tests.domain.examples import make_item


def test_a_criterion_is_found_by_its_id() -> None:
    item = make_item()
    assert item.criterion("pickling") is item.bonus[0]
    with pytest.raises(KeyError):
        item.criterion("nothing")


def test_ids_of_criteria_are_unique() -> None:
    twice = [make_item().bonus[0].model_dump()] * 2
    with pytest.raises(ValidationError, match="two criteria are called “pickling”"):
        make_item(bonus=twice)


@pytest.mark.parametrize("expectation", [{}, {"score": 0.5, "band": "fair"}])
def test_a_sample_expects_one_thing(expectation: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="either `score` or `band`"):
        make_item(samples=[{"text": "a", "kind": "terse", **expectation}])


def test_a_source_has_a_whole_address() -> None:
    with pytest.raises(ValidationError, match="starting with https"):
        make_item(sources=[{"title": "Docs", "url": "docs.python.org"}])


@pytest.mark.parametrize("versions", ["any", ">=3.12", ">=3.9,<3.13", ">=3.9, !=3.11"])
def test_a_range_of_versions_is_taken(versions: str) -> None:
    assert AppliesTo(python=versions).python == versions


@pytest.mark.parametrize(
    "versions", ["", "3.12+", "all", ">=3", ">=2.7", ">=3.12;", ">=3.9,", "Any"]
)
def test_what_is_no_range_of_versions_is_refused(versions: str) -> None:
    with pytest.raises(ValidationError, match="write a range of versions"):
        AppliesTo(python=versions)

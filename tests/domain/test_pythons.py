import pytest

from bot.domain.item import AppliesTo
from bot.domain.pythons import pythons


@pytest.mark.parametrize(
    ("applies_to", "said"),
    [
        ({}, ""),
        ({"python": ">=3.12"}, "About Python 3.12 and later."),
        ({"python": ">=3.9, <3.13"}, "About Python >=3.9, <3.13."),
        ({"python": "<3.13"}, "About Python <3.13."),
        ({"build": "gil"}, "About the usual build, which has the GIL."),
        (
            {"python": ">=3.13", "build": "free-threaded"},
            "About Python 3.13 and later, the free-threaded build.",
        ),
    ],
)
def test_what_a_question_is_about_is_said_unless_it_is_every_python(
    applies_to: dict[str, str], said: str
) -> None:
    assert pythons(AppliesTo.model_validate(applies_to)) == said

import pytest

from bot.domain.errors import UnfinishedSetupError
from bot.domain.group import GroupSettings
from bot.domain.schedule import DailySetup
from bot.domain.setup_form import SetupForm, SetupStep

FORM = SetupForm(id=1, group_id=5, settings=GroupSettings(group_id=5), zone="UTC", channel_id=2)


def test_the_steps_are_counted_from_one() -> None:
    assert [step.number for step in SetupStep] == [1, 2, 3, 4, 5]


def test_a_new_schedule_has_the_id_of_its_form() -> None:
    assert FORM.target_id == 1
    assert FORM.model_copy(update={"schedule_id": 7}).target_id == 7


def test_a_form_is_a_setup_once_a_channel_is_chosen() -> None:
    assert FORM.setup() == DailySetup(channel_id=2, zone="UTC", post_minute=540)


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"channel_id": None}, "Choose a channel first, in step 1"),
        ({"typed_time": "25:00"}, "Correct the time first, in step 2"),
        ({"typed_zone": "Viena"}, "Correct the time zone first, in step 2"),
    ],
)
def test_what_is_missing_is_said(missing: dict[str, object], words: str) -> None:
    with pytest.raises(UnfinishedSetupError, match=words):
        FORM.model_copy(update=missing).setup()

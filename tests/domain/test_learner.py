from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.errors import ZoneChangedError
from bot.domain.learner import Learner, Reminder, Visibility, may_see, with_reminder, with_zone

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
NEW = Learner(id=7)


def test_a_first_zone_can_be_chosen_at_once() -> None:
    chosen = with_zone(NEW, "Asia/Tokyo", now=NOON)
    assert (chosen.zone, chosen.zone_set_at) == ("Asia/Tokyo", NOON)


def test_a_zone_can_be_changed_once_in_24_hours() -> None:
    chosen = with_zone(NEW, "Asia/Tokyo", now=NOON)
    for passed, words in ((0, "in 24 hours"), (1, "in 23 hours"), (23, "in 1 hour.")):
        with pytest.raises(ZoneChangedError, match=words) as refused:
            with_zone(chosen, "UTC", now=NOON + passed * HOUR)
        assert refused.value.wait == (24 - passed) * HOUR
    assert with_zone(chosen, "UTC", now=NOON + 24 * HOUR).zone == "UTC"


def test_choosing_the_same_zone_again_changes_nothing() -> None:
    chosen = with_zone(NEW, "Asia/Tokyo", now=NOON)
    assert with_zone(chosen, "Asia/Tokyo", now=NOON + HOUR) is chosen


def test_a_clock_that_was_ahead_locks_no_zone() -> None:
    chosen = with_zone(NEW, "Asia/Tokyo", now=NOON + 365 * 24 * HOUR)
    assert with_zone(chosen, "UTC", now=NOON).zone == "UTC"


def test_a_reminder_is_looked_at_from_now_on() -> None:
    refused = NEW.model_copy(update={"reminder_refused": True})
    direct = with_reminder(refused, Reminder.DIRECT, group_id=5, now=NOON)
    assert (direct.remind_at, direct.reminder_group_id) == (NOON, None)
    assert not direct.reminder_refused
    channel = with_reminder(direct, Reminder.CHANNEL, group_id=5, now=NOON)
    assert channel.reminder_group_id == 5
    off = with_reminder(channel, Reminder.OFF, group_id=5, now=NOON)
    assert (off.remind_at, off.reminder_group_id) == (None, None)


def test_who_may_see_a_learner_is_what_the_learner_chose() -> None:
    seen = {
        visibility: [
            may_see(visibility, own=own, together=together)
            for own, together in ((True, False), (False, True), (False, False))
        ]
        for visibility in Visibility
    }
    assert seen == {
        Visibility.PUBLIC: [True, True, True],
        Visibility.SERVER: [True, True, False],
        Visibility.PRIVATE: [True, False, False],
    }

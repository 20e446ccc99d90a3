from datetime import timedelta

from bot.domain.dispute import Verdict
from bot.domain.group import GroupSettings
from bot.domain.item import Level
from bot.domain.learner import Visibility
from bot.domain.schedule import DailySetup, Schedule
from bot.domain.setup_form import SetupForm, SetupStep
from bot.domain.snowflake import snowflake_at
from bot.storage import SqlStore
from tests.storage.examples import NOON, asked, attempt, card, dispute, draft

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)

CHOSEN = GroupSettings(group_id=5, coach_role_id=6, visibility=Visibility.PRIVATE)
FORM = SetupForm(
    id=snowflake_at(NOON),
    group_id=5,
    settings=CHOSEN,
    zone="Europe/Vienna",
    step=SetupStep.WHAT,
    schedule_id=4,
    read=DailySetup(channel_id=1, zone="UTC", post_minute=0),
    channel_id=2,
    post_minute=615,
    typed_time="25:00",
    typed_zone="Viena",
    weekdays=(0, 6),
    topics=("gil",),
    levels=(Level.JUNIOR,),
    role_id=3,
)


async def test_settings_come_back_as_they_were_chosen(store: SqlStore) -> None:
    assert await store.groups.settings(5) is None
    assert await store.groups.change_settings(CHOSEN)
    assert await store.groups.settings(5) == CHOSEN.model_copy(update={"version": 1})
    plain = GroupSettings(group_id=5, version=1)
    assert await store.groups.change_settings(plain)
    assert await store.groups.settings(5) == plain.model_copy(update={"version": 2})
    assert await store.groups.settings(6) is None


async def test_a_change_of_what_has_changed_meanwhile_is_refused(store: SqlStore) -> None:
    assert await store.groups.change_settings(CHOSEN)
    assert not await store.groups.change_settings(GroupSettings(group_id=5))
    kept = await store.groups.settings(5)
    assert kept is not None
    assert kept.coach_role_id == 6


async def test_a_form_comes_back_as_it_was_filled_in(store: SqlStore) -> None:
    await store.groups.open_form(FORM, forget_before=NOON)
    assert await store.groups.form(FORM.id) == FORM
    assert await store.groups.form(FORM.id + 1) is None


async def test_the_first_form_of_an_id_stays(store: SqlStore) -> None:
    await store.groups.open_form(FORM, forget_before=NOON)
    second = FORM.model_copy(update={"zone": "Asia/Tokyo"})
    await store.groups.open_form(second, forget_before=NOON)
    assert await store.groups.form(FORM.id) == FORM


async def test_a_form_is_changed_only_as_it_was_read(store: SqlStore) -> None:
    await store.groups.open_form(FORM, forget_before=NOON)
    changed = FORM.model_copy(update={"zone": "Asia/Tokyo"})
    assert await store.groups.change_form(changed)
    assert not await store.groups.change_form(FORM)
    kept = await store.groups.form(FORM.id)
    assert kept == changed.model_copy(update={"version": 1})


async def test_old_forms_are_erased_when_a_new_one_is_opened(store: SqlStore) -> None:
    await store.groups.open_form(FORM, forget_before=NOON)
    later = NOON + timedelta(days=8)
    new = FORM.model_copy(update={"id": snowflake_at(later)})
    await store.groups.open_form(new, forget_before=later - timedelta(days=7))
    assert await store.groups.form(FORM.id) is None
    assert await store.groups.form(new.id) == new


async def filled(store: SqlStore, group_id: int) -> int:
    """A group with all that can belong to one; the id of its schedule, round and dispute."""
    number = 1000 * group_id
    setup = DailySetup(channel_id=9, zone="UTC", post_minute=0)
    schedule = Schedule(id=number, group_id=group_id, next_due=NOON, **dict(setup))
    await store.daily.add_schedule(schedule)
    await store.daily.skip_post(schedule, NOON.date(), now=NOON)
    await store.groups.change_settings(GroupSettings(group_id=group_id))
    await store.rounds.open_round(asked(str(number), group_id=group_id, owner_id=7))
    await store.open_card(card(number, learner_id=7))
    await store.open_draft(draft(number, card_id=number))
    kept = attempt(number, card_id=number, draft_id=number, group_id=group_id)
    await store.record(kept)
    await store.rounds.share(kept, str(number))
    await store.disputes.open_dispute(dispute(number, attempt_id=number, group_id=group_id))
    return number


async def test_what_belongs_to_a_server_goes_a_while_after_the_bot_was_removed(
    store: SqlStore,
) -> None:
    left, back = await filled(store, 5), await filled(store, 6)
    for group_id in (5, 6):
        await store.groups.keep_left(group_id, now=NOON)
    await store.groups.keep_left(5, now=NOON + DAY)
    await store.groups.keep_joined(6)
    assert await store.groups.forget_left(NOON) == 0
    assert await store.groups.settings(5)
    assert await store.groups.forget_left(NOON + SECOND) == 1
    assert await store.groups.forget_left(NOON + SECOND) == 0
    for number, group_id in ((left, 5), (back, 6)):
        there = [
            bool(await store.groups.settings(group_id)),
            bool(await store.daily.schedules(group_id)),
            bool(await store.daily.daily_post(number, NOON.date())),
            bool(await store.rounds.round(str(number))),
            bool(await store.rounds.shared(str(number), besides=1, limit=5)),
            bool(await store.disputes.dispute(number)),
        ]
        assert there == [group_id == 6] * 6
        assert await store.attempt(number), "what members answered is theirs"


async def test_a_dispute_that_was_judged_stays_its_members(store: SqlStore) -> None:
    number = await filled(store, 5)
    await store.disputes.judge(number, Verdict(band=None, at=NOON), None)
    await store.groups.keep_left(5, now=NOON)
    await store.groups.forget_left(NOON + DAY)
    assert await store.disputes.dispute(number)

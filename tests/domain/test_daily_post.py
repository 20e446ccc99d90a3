from datetime import date, timedelta

from bot.domain.daily_post import nonce_of


def test_each_schedule_and_date_has_a_nonce_of_its_own_that_discord_takes() -> None:
    first = date(2026, 3, 14)
    nonces = {
        nonce_of(schedule, first + timedelta(days=day))
        for schedule in (1, 2, 11, 2**62)
        for day in range(400)
    }
    assert len(nonces) == 4 * 400
    assert all(len(nonce) <= 25 for nonce in nonces)


def test_the_nonce_is_the_same_in_every_process() -> None:
    assert nonce_of(1, date(2026, 3, 14)) == "fbebb2890425fc9901ae1418"

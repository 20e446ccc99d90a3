"""Dates in words."""

from datetime import date

from bot.domain.date_words import full_date, long_date, short_date, short_weekdays, weekday_date
from bot.domain.language import speaking
from bot.languages import language_of

DAY = date(2026, 3, 4)


def test_a_date_is_said_at_four_lengths() -> None:
    said = (short_date(DAY), long_date(DAY), full_date(DAY), weekday_date(DAY))
    assert said == ("4 Mar", "4 March", "4 March 2026", "Wed 4 Mar")


def test_all_of_it_in_german() -> None:
    with speaking(language_of("de")):
        said = (short_date(DAY), long_date(DAY), full_date(DAY), weekday_date(DAY))
        assert said == ("4. Mär", "4. März", "4. März 2026", "Mi 4. Mär")
        assert len(short_weekdays()) == 7
        assert len({long_date(DAY.replace(month=month)) for month in range(1, 13)}) == 12
        assert len({short_date(DAY.replace(month=month)) for month in range(1, 13)}) == 12

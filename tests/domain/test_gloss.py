from bot.domain.cues import Mood
from bot.domain.gloss import gloss


def test_a_table_is_shown_as_it_is_graded() -> None:
    words = gloss("| | thread | process |\n|---|---|---|\n| memory | shared | own |")
    assert [one.word for one in words if one.sentence == 1] == [
        "memory",
        "thread",
        "shared",
        "process",
        "own",
    ]


def test_each_word_says_how_it_was_read() -> None:
    text = "Threads don't share. People think processes do."
    words = gloss(text)
    assert [one.word for one in words if one.denied] == ["share"]
    assert {one.mood for one in words if one.sentence == 1} == {Mood.REPORTED}
    assert [text[slice(*one.span)] for one in words][:3] == ["Threads", "don't", "don't"]
    assert not next(one for one in words if one.word == "do").content

from bot.domain.suggestion import Suggestion
from bot.terminal_ui.suggestion import show_suggestions
from tests.terminal_ui.conftest import Screen


def word(name: str, weight: float, *, known: bool = True) -> Suggestion:
    return Suggestion(word=name, good=3, poor=1, weight=weight, known=known)


WORDS = (word("lock", 2.5), word("queue", 1.25, known=False), word("it", 0), word("fast", -1.5))


def test_words_stand_on_their_side_the_strongest_first(screen: Screen) -> None:
    show_suggestions(WORDS, good=5, poor=4, shown=10, console=screen.console)
    good, poor = screen.text.split("Words of poor answers")
    assert "Words of good answers (5 good, 4 poor)" in good
    assert good.index("lock") < good.index("queue")
    assert "fast" not in good
    assert "-1.5" in poor
    assert "queue" not in poor


def test_a_word_that_no_pattern_knows_is_marked(screen: Screen) -> None:
    show_suggestions(WORDS, good=5, poor=4, shown=10, console=screen.console)
    lines = [line.split() for line in screen.text.splitlines()]
    assert ["new", "queue", "3", "1", "+1.2"] in lines
    assert ["lock", "3", "1", "+2.5"] in lines


def test_no_more_are_shown_than_asked_for(screen: Screen) -> None:
    show_suggestions(WORDS, good=5, poor=4, shown=1, console=screen.console)
    assert "lock" in screen.text
    assert "queue" not in screen.text

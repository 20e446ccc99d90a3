import pytest

from bot.domain.cues import Mood
from bot.domain.polarity import find_polarity
from bot.domain.reading import read


def mood(text: str, word: str) -> Mood:
    reading = read(text)
    at = next(index for index, token in enumerate(reading.tokens) if token.word == word)
    return find_polarity(reading).mood(at)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("threads share memory", "share", Mood.CLAIMED),
        ("imagine threads share", "share", Mood.SUPPOSED),
        ("if it were gone they would crash", "crash", Mood.SUPPOSED),
        ("I would use threads", "threads", Mood.CLAIMED),
        ("threads share it, if it were gone they would crash", "share", Mood.CLAIMED),
        ("threads share it, if it were gone they would crash", "crash", Mood.SUPPOSED),
        ("if you would like threads they share it", "share", Mood.CLAIMED),
        ("many people think threads share", "share", Mood.REPORTED),
        ("many people think threads wait but they share", "share", Mood.CLAIMED),
        ("in Java threads share", "share", Mood.SCOPED),
        ("a colleague claimed that threads share", "share", Mood.REPORTED),
        ("it is commonly assumed that threads share", "share", Mood.REPORTED),
        ("threads share it and are not as bad as people say", "share", Mood.CLAIMED),
        ("that threads share is a common misconception", "share", Mood.REPORTED),
        ("in Java " + "it is so and " * 10 + "threads share", "share", Mood.CLAIMED),
        ("do threads share?", "share", Mood.ASKED),
        ("threads are used to share it", "share", Mood.CLAIMED),
        ("threads used to share it", "share", Mood.SCOPED),
        ("before Python 3.2 threads share", "share", Mood.SCOPED),
        ("before Python exits threads share", "share", Mood.CLAIMED),
        ("many beginners wrongly assume that threads share", "share", Mood.REPORTED),
        ("some, say fifty, threads share", "share", Mood.CLAIMED),
        ("it is a common belief that threads share", "share", Mood.REPORTED),
        ("it is naive that threads share", "share", Mood.REPORTED),
        ("threads share it, but they do not wait", "share", Mood.COUNTERED),
        ("threads share it, but it is slow", "share", Mood.CLAIMED),
        ("threads share it only if they are told to", "share", Mood.COUNTERED),
        ("it takes as long as the slowest", "takes", Mood.CLAIMED),
        ("it takes about as long as the slowest", "takes", Mood.CLAIMED),
        ("had it no lock, threads would crash", "crash", Mood.SUPPOSED),
        ("would it crash", "crash", Mood.CLAIMED),
        ("a counter like those in Java crashes", "crashes", Mood.CLAIMED),
        ("I was told that threads share", "share", Mood.HEARD),
        ("heard that threads share, but they wait", "wait", Mood.CLAIMED),
        ('"the threads share it", he said', "share", Mood.HEARD),
        ("\u201cthe threads share it\u201d, he said", "share", Mood.HEARD),
        ('the "threads share" rule', "share", Mood.CLAIMED),
        ('"the threads share it"', "share", Mood.CLAIMED),
    ],
)
def test_how_a_word_is_meant(text: str, word: str, expected: Mood) -> None:
    assert mood(text, word) is expected


def test_a_phrase_that_is_ignored_shades_nothing() -> None:
    polarity = find_polarity(read("in java threads share"))
    assert polarity.mood(3) is Mood.SCOPED
    assert polarity.mood(3, frozenset({1})) is Mood.SCOPED
    assert polarity.mood(3, frozenset({0, 1})) is Mood.CLAIMED


@pytest.mark.parametrize(
    ("text", "rejected"),
    [
        ("Threads share it. That is wrong.", True),
        ("Threads share it. I disagree.", True),
        ("Threads share it. It does not protect your data from anything.", False),
        ("That is wrong. Threads share it.", False),
    ],
)
def test_a_short_sentence_can_reject_the_one_before(text: str, *, rejected: bool) -> None:
    assert (mood(text, "share") is Mood.REPORTED) is rejected

"""What keeps a grade fair against answers that are no answers.

Abstaining costs nothing: there is no score. A guard caps the score and says why.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from .english import (
    ALL_VERBS,
    FOREIGN_WORDS,
    FUNCTION_WORDS,
    PLAIN_VERBS,
    TO_THE_GRADER,
)
from .grade import Flag
from .phrase import PhraseTable
from .reading import Reading
from .word_order import is_scrambled, is_strung, kinds_of

CAPS: Mapping[Flag, float] = {
    Flag.PROMPT_ECHO: 0.10,
    Flag.KEYWORD_LIST: 0.15,
    Flag.REPETITION: 0.15,
    Flag.MODEL_ANSWER: 0.15,
}
"""The most an answer can score under each guard: its lowest band, so that stuffing never pays."""

_MIN_CONTENT_WORDS = 3
_FOREIGN_LETTERS = 0.3
_FOREIGN_WORDS = 2
_RUN = 5

# An echo says at most one word that the prompt has not, and at least 3 that it has.
_ECHO_NEW = 1
_ECHO_OLD = 3
# Repetition: a text of some length in which each word comes 4 times on average.
_REPEATED_FROM = 30
_REPEATED_SHARE = 0.25
# A copy: most runs of the answer stand in the model answer.
_COPIED_RUNS = 8
_COPIED_SHARE = 0.7
# A keyword list has 5 different words and no verb, in pieces of 3 or 4 words or without small
# words; or 6 pieces of 2 or 3 words with hardly a verb.
_LIST_WORDS = 5
_LIST_PIECES = 6
_LIST_PIECE_WORDS = 3.5
_SHORT_PIECE_WORDS = 2.5
_LIST_SMALL_WORDS = 0.2
_LIST_CLAIMS = 0.12
# Nobody writes this many words with hardly a small one between them, unless with arrows.
_TELEGRAM = 12
_TELEGRAM_SMALL_WORDS = 0.1
# Or, with hardly a verb, in rows longer than people write them (1.2 to 3 on average).
_LONG_ROW = 4
_BARE_CLAIM = 2
# A colon or an arrow in every dozen pieces, or words, says what belongs to what.
_PAIRED_PIECES = 12
# Code: 4 of 5 lines look like a program's.
_CODE_LINES = 2
_CODE_SHARE = 0.8
_IMPORT_WORDS = 6
_ASSIGNMENT_WORDS = 8

_TO_THE_GRADER = PhraseTable({True: TO_THE_GRADER})


@dataclass(frozen=True, slots=True)
class Shown:
    """What could have been copied: stems of the prompt, runs of 5 words of the model answer."""

    prompt: frozenset[str]
    model_runs: frozenset[tuple[str, ...]]


def runs_of(reading: Reading) -> frozenset[tuple[str, ...]]:
    """All runs of 5 neighbouring words of a text, as stems."""
    stems = reading.stems
    return frozenset(tuple(stems[at : at + _RUN]) for at in range(len(stems) - _RUN + 1))


def abstain(reading: Reading) -> Flag | None:
    """Why the answer can't be graded at all, if so."""
    if reading.foreign > _FOREIGN_LETTERS:
        return Flag.NOT_ENGLISH
    if not reading.tokens:
        return Flag.EMPTY
    if _is_code(reading):
        return Flag.ONLY_CODE
    if len({token.stem for token in reading.tokens if token.content}) < _MIN_CONTENT_WORDS:
        return Flag.TOO_SHORT
    if _is_foreign(_prose(reading)):
        return Flag.NOT_ENGLISH
    return None


def addressed_to_grader(reading: Reading) -> frozenset[int]:
    """The sentences that speak to whoever marks the answer."""
    return frozenset(reading.numbers[index] for index, _, _ in _TO_THE_GRADER.all_in(reading))


class Guards:
    """What holds the scores of a text down; what is so for every question is found once."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._content = [token.stem for token in reading.tokens if token.content]
        self._distinct = frozenset(self._content)

    def against(self, shown: Shown, *, model_answer_seen: bool) -> list[Flag]:
        """The guards that hold the score down as an answer to a question."""
        flags = []
        if self._echoes(shown.prompt):
            flags.append(Flag.PROMPT_ECHO)
        if self._is_no_prose:
            flags.append(Flag.KEYWORD_LIST)
        if self._is_repetition():
            flags.append(Flag.REPETITION)
        if model_answer_seen and self._is_copy(shown.model_runs):
            flags.append(Flag.MODEL_ANSWER)
        return flags

    def _echoes(self, prompt: frozenset[str]) -> bool:
        new = self._distinct - prompt
        return len(new) <= _ECHO_NEW and len(self._distinct) - len(new) >= _ECHO_OLD

    @cached_property
    def _is_no_prose(self) -> bool:
        phrases = phrases_of(self._reading)
        return (
            _is_keyword_list(self._reading, self._distinct)
            or is_scrambled(phrases)
            or is_strung(phrases)
        )

    def _is_repetition(self) -> bool:
        words = len(self._content)
        return words >= _REPEATED_FROM and len(self._distinct) < _REPEATED_SHARE * words

    def _is_copy(self, model_runs: frozenset[tuple[str, ...]]) -> bool:
        runs = runs_of(self._reading)
        return len(runs) >= _COPIED_RUNS and len(runs & model_runs) > _COPIED_SHARE * len(runs)


def _prose(reading: Reading, first: int = 0, last: int | None = None) -> Sequence[str]:
    """The words from one up to another that are no code."""
    words = reading.words[first:last]
    if not reading.code:
        return words
    return [word for at, word in enumerate(words, first) if at not in reading.code]


def _count(words: Iterable[str], among: frozenset[str]) -> int:
    """How many words are one of some."""
    return sum(map(among.__contains__, words))


def _is_foreign(words: Sequence[str]) -> bool:
    """More frequent words of other languages than of English, or none of English in a long text."""
    foreign = _count(words, FOREIGN_WORDS)
    return foreign >= _FOREIGN_WORDS and foreign > _count(words, FUNCTION_WORDS)


def _is_code(reading: Reading) -> bool:
    """Hardly a word outside of code: fenced, or lines that only a program has."""
    if reading.code:
        words = _prose(reading)
        content = len(words) - _count(words, FUNCTION_WORDS)
        return content < _MIN_CONTENT_WORDS and not _tells_results(reading.text)
    lines = [line.strip() for line in reading.text.splitlines() if line.strip()]
    if len(lines) < _CODE_LINES:
        return False
    return sum(map(_looks_like_code, lines)) >= _CODE_SHARE * len(lines)


def _tells_results(text: str) -> bool:
    """Whether lines of code say what they give, "t.run() -> MainThread", or have comments."""
    lines = [line.strip() for line in text.splitlines()]
    if any(" -> " in line and not line.startswith("def ") for line in lines):
        return True
    comments = (line.partition("# ")[2].split() for line in lines)
    return sum(map(len, comments)) >= _MIN_CONTENT_WORDS


def _looks_like_code(line: str) -> bool:
    starts = (
        "import ",
        "from ",
        "def ",
        "class ",
        "with ",
        "for ",
        "while ",
        "return",
        "@",
        "#",
        "if __name__",
    )
    return (
        (line.startswith(starts) and line.endswith((":", ")", "]")) and not line.endswith(". "))
        or (line.startswith(("import ", "from ")) and len(line.split()) <= _IMPORT_WORDS)
        or line.endswith(("()", "):", "++", ";"))
        or (" = " in line and len(line.split()) <= _ASSIGNMENT_WORDS)
        or " += " in line
        or (line.endswith(")") and "(" in line and " " not in line.split("(", maxsplit=1)[0])
    )


def _is_keyword_list(reading: Reading, distinct: frozenset[str]) -> bool:
    """Names side by side that claim nothing."""
    prose = _prose(reading)
    words, small = len(prose), _count(prose, FUNCTION_WORDS)
    paired = reading.pairings * _PAIRED_PIECES
    if words >= _TELEGRAM and small < _LIST_SMALL_WORDS * words:
        bare = words > paired and small < _TELEGRAM_SMALL_WORDS * words
        if bare or _is_in_rows(reading):
            return True
    pieces = [piece for piece in _pieces(reading) if not _is_argument(piece)]
    if len(distinct) < _LIST_WORDS or len(pieces) <= paired:
        return False
    if words > _LIST_PIECE_WORDS * len(pieces) and small >= _LIST_SMALL_WORDS * words:
        return False
    claims = sum(map(_claims, pieces))
    return claims == 0 or (
        len(pieces) >= _LIST_PIECES
        and words <= _SHORT_PIECE_WORDS * len(pieces)
        and claims <= _LIST_CLAIMS * words
    )


def _is_in_rows(reading: Reading) -> bool:
    """Whether names stand in long rows, and hardly a verb among them."""
    is_small = FUNCTION_WORDS.__contains__
    rows = [
        len([*row])
        for piece in _pieces(reading)
        for small, row in groupby(piece, is_small)
        if not small
    ]
    claims = _count(reading.words, ALL_VERBS)
    return claims < _LIST_CLAIMS * sum(rows) and sum(rows) > _LONG_ROW * len(rows)


def phrases_of(reading: Reading) -> list[list[str]]:
    """The kinds of the words, but for code, between full stops, colons, arrows and bullets."""
    return [*map(kinds_of, _between(reading, reading.colons))]


def _pieces(reading: Reading) -> Iterator[Sequence[str]]:
    """The words, but for code, of what stands between commas, brackets and full stops."""
    return _between(reading, reading.breaks)


def _between(reading: Reading, breaks: frozenset[int]) -> Iterator[Sequence[str]]:
    starts = sorted({first for first, _ in reading.sentences} | breaks)
    for first, last in pairwise([*starts, len(reading.tokens)]):
        if words := _prose(reading, first, last):
            yield words


def _is_argument(piece: Sequence[str]) -> bool:
    """The a and b of "transfer(a, b)", which are no names side by side."""
    return len(piece) == 1 and len(piece[0]) == 1


def _claims(piece: Sequence[str]) -> bool:
    """Whether there is a verb with something to say it of: "protects refcounts", not "share"."""
    if len(piece) == 1:
        return False
    if len(piece) == _BARE_CLAIM:
        first, last = piece
        subject = first.endswith("s") != last.endswith("s")  # "the lock fixes", "threads alternate"
        return (first.endswith("s") and first in ALL_VERBS) or (subject and last in PLAIN_VERBS)
    if "for" in piece and FUNCTION_WORDS.isdisjoint((piece[0], piece[-1])):
        return True  # "processes for photos"
    return not ALL_VERBS.isdisjoint(piece)

"""A text as tokens and sentences, with the way back to the text as it was received.

Reading is one pass over a clamped text, so its cost is linear whatever was typed. A token is the
same wherever its word stands, so it is made once; what differs from place to place stands beside
the tokens, in columns.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate, chain, pairwise

from .clauses import clause_starts, is_condition, sentence_starts
from .english import FUNCTION_WORDS, METHODS, MODULES
from .grade import Span
from .plain_text import make_plain
from .spelling import ABBREVIATIONS, MERGED
from .tokens import CACHED_WORDS, Token, forms_of, token_of

MAX_TOKENS = 1_000
"""Words read; an answer of 4,000 characters has about 700."""

_LETTERS = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"""
  (?:[ ](?=[a-zA-Z]))?+(?:  # a blank that is passed over with its word is half the work
    (?P<word>
        [iI]\s?/\s?[oO](?![a-zA-Z])
      | [wW]/(?:[oO](?:[uU][tT])?(?![a-zA-Z])|(?=\s))|(?<!/)[bB]/[cC](?![a-zA-Z/])
      | [cC]\+\+
      | [-+*/|&]=
      | \d+(?:[.,]\d+)*(?:%|t\b)?
      | [nN]on-{_LETTERS}+
      | {_LETTERS}+(?:'{_LETTERS}+)*
    )
  | (?P<fence>```[^\n`]*\n?)
  | (?P<tick>`)
  | (?P<newline>\n[\s]*(?:[-*+>#]+\s+|\(?\d{{1,2}}[.)]\s+|\(?[a-d]\)\s+)?)
  | (?P<stop>(?<![(.])[.!?;]++(?=\s|$|["')\]])|[!?;])
  | (?P<dot>\.)
  | (?P<hash>\#)
  | (?P<rule>\|?(?:(?<!\s)\s++)?(?<!-):?-{{2,}}+:?\s*+\|)
  | (?P<empty>(?<![\w\])])(?:\[\s?\]|\{{\s?\}}))
  | (?P<mark>,|:|=|\(|\)|\[(?!['"\d])|(?<!['"\d])\]|\s-+\s|(?<!-)-++>|=>|→|/|\\|\|)
  )""",
    re.VERBOSE,
)
_PUNCTUATION = re.compile(r"[.,;:!?](?=\s|$)")
# Words in a row that hardly a punctuated text has; half of that where nothing is punctuated at all.
_LONGEST_RUN = 24
_LONGEST_BARE_RUN = 12
_AFTER_DOT = re.compile(rf"(?P<word>{_LETTERS}+)(?P<name>[(_.])?")
_GOES_ON = frozenset({")", ","})
_BULLET = re.compile(r"\s*(?:[-*+>]+\s|\(?\d{1,2}[.)]\s)")
_REPLY = re.compile(r"[ ]*+(?:->|=>|→|-)?[ ]*+(\(?\w[^\n.?!;,]*)")
_LONG_LINE = 50
_HEADING_WORDS = 4
_SHORTEST_SENTENCE = 3
_OPENERS = frozenset(word.capitalize() for word in FUNCTION_WORDS if len(word) > 1)
_MERGING = frozenset(expression[-1] for expression in MERGED)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it was read.

    Attributes:
        words: of the tokens.
        stems: of the tokens.
        spans: where each token stands in the text as received, in code points.
        numbers: of the sentence of each token, from 0.
        code: indices of tokens between backticks.
        breaks: indices of tokens with a comma, colon, dash or bracket right before them.
        colons: those of them with a colon, a dash or an arrow.
        sentences: first and last-plus-one token of each sentence.
        questions: numbers of the sentences that end in a question mark.
        pairings: how many colons, arrows, questions say "this is that".
        cut: whether the end was left out.
        foreign: share of its letters that are not Latin, 0..1.
    """

    text: str
    tokens: tuple[Token, ...]
    words: Sequence[str]
    stems: Sequence[str]
    spans: Sequence[Span]
    numbers: Sequence[int]
    code: frozenset[int]
    breaks: frozenset[int]
    colons: frozenset[int]
    sentences: tuple[tuple[int, int], ...]
    questions: frozenset[int]
    pairings: int
    cut: bool
    foreign: float

    def span(self, first: int, last: int) -> Span:
        """The piece of the text from token `first` to token `last`, both included."""
        return self.spans[first][0], self.spans[last][1]

    def gap(self, token: int) -> str:
        """What stands in the text between a token, not the first, and the one before it."""
        return self.text[self.spans[token - 1][1] : self.spans[token][0]]


def repeat(reading: Reading, repeated: Mapping[int, Sequence[int]]) -> Reading:
    """The reading with some tokens once more, before others and at the places of those."""
    if not any(repeated.values()):
        return reading
    rows = [(*repeated.get(at, ()), at) for at in range(len(reading.tokens))]
    places = [at for at, row in enumerate(rows) for _ in row]
    origins = [*chain.from_iterable(rows)]
    tokens = tuple(reading.tokens[one] for one in origins)
    starts = [0, *accumulate(map(len, rows))]

    def moved(marks: Iterable[int]) -> frozenset[int]:
        return frozenset(starts[at] for at in marks if at < len(rows))

    return replace(
        reading,
        tokens=tokens,
        words=[token.word for token in tokens],
        stems=[token.stem for token in tokens],
        spans=[reading.spans[at] for at in places],
        numbers=[reading.numbers[at] for at in places],
        code=frozenset(at for at, one in enumerate(origins) if one in reading.code),
        breaks=moved(reading.breaks),
        colons=moved(reading.colons),
        sentences=tuple((starts[first], starts[last]) for first, last in reading.sentences),
    )


def read(text: str) -> Reading:
    """Read a text."""
    plain = make_plain(text)
    reader = _Reader(plain.text)
    reader.run()
    spans, origin = reader.spans, plain.origin
    return Reading(
        text=text,
        tokens=tuple(reader.tokens),
        words=[token.word for token in reader.tokens],
        stems=[token.stem for token in reader.tokens],
        spans=[(origin[first], origin[last - 1] + 1) for first, last in spans] if origin else spans,
        numbers=reader.numbers,
        code=frozenset(reader.code),
        breaks=frozenset(reader.breaks),
        colons=frozenset(reader.colons),
        sentences=tuple(reader.sentences),
        questions=frozenset(reader.questions),
        pairings=reader.pairings,
        cut=plain.cut or reader.full,
        foreign=plain.foreign,
    )


@lru_cache(maxsize=CACHED_WORDS)
def split_words(text: str) -> tuple[str, ...]:
    """The words of a pattern or a phrase, read the way answers are read."""
    if text.isascii() and text.isalpha():
        return tuple(token.word for token, _, _ in forms_of(text))  # the same, sooner
    return tuple(token.word for token in read(text).tokens)


class _Reader:
    """The state of one pass over a normalised text."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        self.tokens: list[Token] = []
        self.spans: list[Span] = []
        self.numbers: list[int] = []
        self.code: set[int] = set()
        self.breaks: set[int] = set()
        self.colons: set[int] = set()
        self.sentences: list[tuple[int, int]] = []
        self.questions: set[int] = set()
        self.pairings = 0
        self.full = False
        self._start = 0
        self._code = False
        self._comment = False
        self._line_start = 0
        self._bulleted = _BULLET.match(plain) is not None
        self._listing = False

    def run(self) -> None:
        steps = {
            "stop": self._stop,
            "newline": self._newline,
            "dot": self._dot,
            "mark": self._mark,
            "empty": self._empty,
            "rule": self._rule,
            "hash": self._hash,
            "fence": self._fence,
            "tick": self._tick,
        }
        tokens, spans = self.tokens, self.spans
        for match in _TOKEN.finditer(self._plain):
            kind = match.lastgroup or "tick"
            if kind != "word":
                steps[kind](match)
            elif (token := _simple(match[1])) is None or self._code:
                self._word(match.start(1), match[1])
            else:
                tokens.append(token)
                spans.append(match.span(1))
            if len(tokens) > MAX_TOKENS:
                self._take_off(MAX_TOKENS)
                self.full = True
                break
        self._end_sentence()

    def _word(self, start: int, raw: str) -> None:
        """Note a word that opens a sentence, is in code, or is not just one token."""
        long_enough = len(self.tokens) - self._start >= _SHORTEST_SENTENCE
        if raw in _OPENERS and long_enough and not self._in_row():
            self._end_sentence()  # a full stop was left out, the capital wasn't
        for token, first, last in forms_of(raw):
            self._add(token, (start + first, start + last))

    def _add(self, token: Token, span: Span) -> None:
        if token.word in _MERGING:
            token, span = self._merged(token, span)
        if self._code and not self._comment:
            self.code.add(len(self.tokens))
        self.tokens.append(token)
        self.spans.append(span)

    def _merged(self, token: Token, span: Span) -> tuple[Token, Span]:
        """The token with those before it that it makes one expression with; takes them off."""
        for length in (2, 1):
            first = max(self._start, len(self.tokens) - length)
            if not self.breaks.isdisjoint(range(first + 1, len(self.tokens) + 1)):
                continue
            merged = MERGED.get((*(before.word for before in self.tokens[first:]), token.word))
            if merged is not None:
                span = self.spans[first][0], span[1]
                self._take_off(first)
                return token_of(merged), span
        return token, span

    def _take_off(self, first: int) -> None:
        """Forget the tokens from one on."""
        self.code.difference_update(range(first, len(self.tokens)))
        del self.tokens[first:], self.spans[first:]

    def _end_sentence(self, *, question: bool = False) -> None:
        length = len(self.tokens) - self._start
        if length > _LONGEST_BARE_RUN and length > self._longest_run:
            self._part()
        if len(self.tokens) > self._start:
            if question:
                self.questions.add(len(self.sentences))
            self._close(len(self.tokens))

    def _close(self, end: int) -> None:
        self.numbers += [len(self.sentences)] * (end - self._start)
        self.sentences.append((self._start, end))
        self._start = end

    def _part(self) -> None:
        """Part what was written without punctuation."""
        start, stop = self._start, len(self.tokens)
        edges = [at for at in range(start + 1, stop) if at in self.breaks]
        for first, last in pairwise([start, *edges, stop]):
            if last - first <= self._longest_run:
                continue
            words = [token.word for token in self.tokens[first:last]]
            ends = [end for _, end in self.spans[first:last]]
            written = [self._plain[before:end] for before, end in pairwise([ends[0], *ends])]
            self.breaks.update({first + at for at in clause_starts(words)} - self.code)
            for at in sentence_starts(words, written):
                if first + at not in self.code:
                    self._close(first + at)

    @cached_property
    def _longest_run(self) -> int:
        """How many words may follow each other without punctuation before they are parted."""
        return _LONGEST_RUN if _PUNCTUATION.search(self._plain) else _LONGEST_BARE_RUN

    def _stop(self, match: re.Match[str]) -> None:
        if self._abbreviates(match):
            return
        question = "?" in match.group()
        self.pairings += question
        if self._in_row():
            self.breaks.add(len(self.tokens))
        elif question and self._is_condition(match.end()):
            self._pause()
        else:
            self._end_sentence(question=question)

    def _in_row(self) -> bool:
        """Whether this is the row of a table, which goes on behind the stops in its cells."""
        return self._plain.startswith("|", self._line_start)

    def _is_condition(self, end: int) -> bool:
        """Whether the question that ends here poses a case, and the next words say what then."""
        words = [token.word for token in self.tokens[self._start :]]
        reply = _REPLY.match(self._plain, end)
        return reply is not None and is_condition(words, reply[1].lower().split())

    def _pause(self) -> None:
        """Note a colon, or what stands for one."""
        self.breaks.add(len(self.tokens))
        self.colons.add(len(self.tokens))

    def _abbreviates(self, match: re.Match[str]) -> bool:
        """Whether the dot belongs to an "e.g." and the sentence goes on."""
        short = len(self.tokens) > self._start and self.tokens[-1].word in ABBREVIATIONS
        following = self._plain[match.end() : match.end() + 2].lstrip()[:1]
        return short and (following.islower() or following in _GOES_ON)

    def _mark(self, match: re.Match[str]) -> None:
        mark = match.group().strip()
        self.breaks.add(len(self.tokens))
        if mark.startswith((":", "-", "=>", "→")):
            self.colons.add(len(self.tokens))
        label = mark == "]" and self._plain.startswith("[", self._line_start)
        self.pairings += label or mark in {":", "=", "->", "=>", "→"}

    def _empty(self, match: re.Match[str]) -> None:
        """The brackets of an empty list say so."""
        self._add(token_of("empty"), match.span())

    def _rule(self, _: re.Match[str]) -> None:
        """A line under the head of a table: its cells belong together."""
        self.pairings += 1

    def _hash(self, _: re.Match[str]) -> None:
        """In code, the rest of the line is prose."""
        self._comment = self._code

    def _fence(self, _: re.Match[str]) -> None:
        self._end_sentence()
        self._code = not self._code

    def _tick(self, _: re.Match[str]) -> None:
        self._code = not self._code

    def _newline(self, match: re.Match[str]) -> None:
        """A new line ends the sentence, unless it wraps a long line or lists under a heading."""
        self.pairings += self._plain.startswith("|", match.end())  # a row of a table
        mark = match.group().strip()
        bullet = bool(mark) and (self._code or not mark.startswith("#"))
        if bullet and not self._code and (self._listing or self._is_heading()):
            self._listing = True
            self._pause()
            self._line_start, self._bulleted = match.end(), True
            return
        rest = self._plain[match.end() : match.end() + 2]
        wrapped = (
            match.start() - self._line_start > _LONG_LINE
            and (rest[:1].islower() or (len(rest) > 1 and rest.isalpha() and rest.isupper()))
            and not mark
            and match.group().count("\n") == 1
        )
        if not wrapped or self._code:
            self._end_sentence()
        self._comment = self._code and "#" in match.group()
        self._line_start, self._bulleted, self._listing = match.end(), bullet, False

    def _is_heading(self) -> bool:
        """Whether the line so far is a few words that the list below is about."""
        words = len(self.tokens) - self._start
        return not self._bulleted and 0 < words <= _HEADING_WORDS

    def _dot(self, match: re.Match[str]) -> None:
        """A dot without a blank behind it: part of a name, or a full stop typed in haste."""
        after = _AFTER_DOT.match(self._plain, match.end())
        if not self.tokens or after is None or self._code or after["name"]:
            return
        hasty = after["word"][0].isupper() and self.tokens[-1].word not in MODULES
        word = after["word"].lower()
        if hasty or (word in FUNCTION_WORDS and word not in METHODS):
            self._end_sentence()


@lru_cache(maxsize=CACHED_WORDS)
def _simple(raw: str) -> Token | None:
    """The token of a written word that is one wherever it stands."""
    forms = forms_of(raw)
    if raw in _OPENERS or len(forms) > 1 or forms[0][0].word in _MERGING:
        return None
    return forms[0][0]

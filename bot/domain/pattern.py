"""The pattern language of rubrics: text to tree.

    word          stemmed, forgives typos        a b      in order and near, same sentence
    =word         exactly this word              a ... b  in order, same sentence
    word*         words that start so            a & b    same sentence, any order
    @group        a synonym group                a && b   anywhere in the answer
    @scale        a scale, or its end denied     NOT x    x, in a denied place
    (a | b c)     one of these                   ABOUT x  x, denied or not
    word?         may be missing              a & LACKS x   a, in a sentence without x

Binding, tightest first: NOT, ABOUT, LACKS and ?, nearness, `...`, `&`, `&&`. There are no regular
expressions, so every pattern is matched in linear time.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from .errors import PatternError
from .reading import split_words
from .spelling import MERGED


class Word(NamedTuple):
    """One word: `exact` for `=word`, `prefix` for `word*`."""

    text: str
    exact: bool = False
    prefix: bool = False


class Group(NamedTuple):
    """A synonym group, by name."""

    name: str


class Either(NamedTuple):
    """One of several alternatives."""

    options: tuple["Node", ...]


class Chain(NamedTuple):
    """Parts in order: `near` ones a few words apart at most, else anywhere later in the sentence.

    Attributes:
        optional: which parts may be missing.
        tight: near ones stand side by side, with at most an article between them.
    """

    parts: tuple["Node", ...]
    optional: tuple[bool, ...]
    near: bool
    tight: bool = False


class Both(NamedTuple):
    """All parts in any order, in one sentence or anywhere in the answer.

    Attributes:
        absent: what the sentence must not have, denied or not.
    """

    parts: tuple["Node", ...]
    same_sentence: bool
    absent: tuple["Node", ...] = ()


class Denied(NamedTuple):
    """A part that must stand in a denied place."""

    part: "Node"


class About(NamedTuple):
    """A part that may stand in a denied place or not."""

    part: "Node"


Node = Word | Group | Either | Chain | Both | Denied | About

# "each other" is one word, as it is in answers.
_EXPRESSION = "|".join(r"\s+".join(words) for words in MERGED)
_LEX = re.compile(
    r"\s*(?:(&&|&|\.\.\.|\(|\)|\||\?)|(@[a-z0-9-]+)"
    rf"|((?:{_EXPRESSION})(?![^\s&()|?@])|[^\s&()|?@]+))"
)
_GROUP = re.compile(r"@([a-z0-9-]+)")
_PLAIN = re.compile(rf"(?!.*\b(?:{_EXPRESSION})\b)[a-z]+(?: [a-z]+)*")
_FOREIGN = re.compile(r"[\\\[\]{}^$<>“”]|\.[*+]|^(?:AND|OR)$")
"""What other languages have: regular expressions, operators in words, curly quotes."""

_MAX_DEPTH = 6
_CACHED_PATTERNS = 50_000


def parse(text: str, has_group: Callable[[str], bool] | None = None) -> Node:
    """Read a pattern.

    Args:
        has_group: whether a synonym group of that name exists; not checked if left out.

    Raises:
        PatternError: the pattern is not of the language; says where and what to write.
    """
    if has_group is not None:
        with suppress(PatternError):
            node = _parsed(text)
            if all(map(has_group, _GROUP.findall(text))):
                return node
        return _parse(text, has_group)  # says what is wrong first
    return _parsed(text)


@lru_cache(maxsize=_CACHED_PATTERNS)
def _parsed(text: str) -> Node:
    return _plain(text) or _parse(text, None)


def _plain(text: str) -> Node | None:
    """The node of a pattern that is words and no signs, as most members of groups are."""
    if not _PLAIN.fullmatch(text):
        return None
    parts = tuple(chain.from_iterable(map(_words, text.split())))
    return Chain(parts, (False,) * len(parts), near=True) if len(parts) > 1 else parts[0]


def _parse(text: str, has_group: Callable[[str], bool] | None) -> Node:
    parser = _Parser(text, has_group)
    node = parser.everything()
    if parser.symbol == "|":
        parser.fail("put brackets around words that may be exchanged: (lock | mutex)")
    if parser.symbol is not None:
        parser.fail(f"“{parser.symbol}” has nothing to close; remove it")
    return node


def parts_of(node: Node) -> tuple[Node, ...]:
    """The nodes that a match of a node is made of."""
    if isinstance(node, Either):
        return node.options
    if isinstance(node, Denied | About):
        return (node.part,)
    return () if isinstance(node, Word | Group) else node.parts


def words_in(node: Node) -> Iterator[Word]:
    """All words of a pattern, without those of its groups."""
    return (one for one in _all_in(node) if isinstance(one, Word))


def groups_in(node: Node, *, lacked: bool = True) -> Iterator[str]:
    """The names of all groups of a pattern.

    Args:
        lacked: whether also of what a sentence should lack.
    """
    return (one.name for one in _all_in(node, lacked=lacked) if isinstance(one, Group))


def _all_in(node: Node, *, lacked: bool = True) -> Iterator[Node]:
    """A node and all below it, in the order they are written."""
    yield node
    for part in parts_of(node):
        if isinstance(part, Word):
            yield part
        else:
            yield from _all_in(part, lacked=lacked)
    for part in node.absent if lacked and isinstance(node, Both) else ():
        yield from _all_in(part)


class _Parser:
    """Recursive descent over the tokens of one pattern."""

    def __init__(self, text: str, has_group: Callable[[str], bool] | None) -> None:
        self._text = text
        self._has_group = has_group
        self._at = 0
        self._depth = 0
        self.symbol: str | None = None
        self._next()

    def _next(self) -> None:
        match = _LEX.match(self._text, self._at)
        if match is None:
            rest = self._text[self._at :].strip()
            if rest:
                self._start = self._text.index(rest, self._at)
                self.fail(f"“{rest[0]}” can't stand here; a group is written @name")
            self.symbol, self._start = None, len(self._text)
            return
        kind = match.lastindex or 3
        self.symbol, self._start, self._at = match[kind], match.start(kind), match.end()

    def fail(self, problem: str) -> None:
        raise PatternError(problem, self._text, self._start)

    def everything(self) -> Node:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            self.fail(f"brackets deeper than {_MAX_DEPTH}; split the pattern in two")
        parts = [self._together()]
        while self.symbol == "&&":
            self._next()
            parts.append(self._together())
        self._depth -= 1
        return parts[0] if len(parts) == 1 else Both(tuple(parts), same_sentence=False)

    def _together(self) -> Node:
        parts = [self._dotted()]
        absent: list[Node] = []
        while self.symbol == "&":
            self._next()
            if self.symbol == "LACKS":
                absent.append(self._after_sign())
            else:
                parts.append(self._dotted())
        if len(parts) == 1 and not absent:
            return parts[0]
        return Both(tuple(parts), same_sentence=True, absent=tuple(absent))

    def _dotted(self) -> Node:
        parts = [self._near()]
        while self.symbol == "...":
            self._next()
            parts.append(self._near())
        if len(parts) == 1:
            return parts[0]
        return Chain(tuple(parts), (False,) * len(parts), near=False)

    def _near(self) -> Node:
        parts: list[Node] = []
        optional: list[bool] = []
        while self.symbol is not None and self.symbol not in {"&&", "&", "...", ")", "|"}:
            for node in self._unit():
                parts.append(node)
                optional.append(False)
            if self.symbol == "?":
                if isinstance(parts[-1], Denied):
                    self.fail("“?” after NOT would drop the NOT; write the pattern twice instead")
                optional[-1] = True
                self._next()
        if not parts:
            where = f"before “{self.symbol}”" if self.symbol else "at the end"
            self.fail(f"a word is missing {where}")
        if all(optional):
            self.fail("every word is optional, so this would match any answer; make one required")
        if len(parts) == 1:
            return parts[0]
        return Chain(tuple(parts), tuple(optional), near=True)

    def _unit(self) -> Sequence[Node]:
        if self.symbol == "NOT":
            return [Denied(self._after_sign())]
        if self.symbol == "ABOUT":
            return [About(self._after_sign())]
        if self.symbol == "LACKS":
            self.fail("LACKS stands behind “&”: what is there & LACKS what is not")
        if self.symbol == "?":
            self.fail("“?” follows the word that may be missing")
        if self.symbol == "(":
            return [self._bracket()]
        if self.symbol is not None and self.symbol.startswith("@"):
            return [self._group(self.symbol[1:])]
        return self._word(self.symbol or "")

    def _after_sign(self) -> Node:
        """What NOT, ABOUT or LACKS is said of."""
        sign = self.symbol
        self._next()
        if self.symbol in {None, "&", "&&", "...", ")", "|", "?"}:
            self.fail(f"{sign} needs a word, a @group or a bracket after it")
        units = self._unit()
        return (
            units[0] if len(units) == 1 else Chain(tuple(units), (False,) * len(units), near=True)
        )

    def _bracket(self) -> Node:
        opened = self._start
        self._next()
        options = [self.everything()]
        while self.symbol == "|":
            self._next()
            options.append(self.everything())
        if self.symbol != ")":
            self._start = opened
            self.fail("this bracket is never closed; add “)”")
        self._next()
        return options[0] if len(options) == 1 else Either(tuple(options))

    def _group(self, name: str) -> Node:
        if self._has_group is not None and not self._has_group(name):
            self.fail(f"there is no synonym group @{name}")
        self._next()
        return Group(name)

    def _word(self, raw: str) -> Sequence[Node]:
        words = () if _FOREIGN.search(raw) else _words(raw)
        if not words:
            self.fail(
                f"“{raw}” is no word; patterns are words, @groups and the signs of the language"
            )
        self._next()
        return words


@lru_cache(maxsize=_CACHED_PATTERNS)
def _words(raw: str) -> tuple[Word, ...]:
    """The words of something between blanks, none if it is no word."""
    exact, prefix = raw.startswith("=") and len(raw) > 1, raw.endswith("*") and len(raw) > 1
    core = raw.removeprefix("=") if exact else raw
    words = split_words(core.removesuffix("*") if prefix else core)
    if prefix and len(words) > 1:
        return ()
    return tuple(Word(word, exact=exact, prefix=prefix) for word in words)

"""An item's rubric, compiled: what the grader matches an answer against."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .guard import Shown, runs_of
from .item import Criterion, Item, Misconception, MisconceptionUse
from .lexicon import Lexicon
from .pattern import Both, Either, Node, Word, parse
from .program import Program
from .reading import read


@dataclass(frozen=True, slots=True)
class Alternative:
    """One pattern.

    Attributes:
        number: of its node in the program.
        need: the bits its words set.
        anywhere: whether its parts may stand in different sentences.
    """

    text: str
    number: int
    need: int
    anywhere: bool


@dataclass(frozen=True, slots=True)
class Compiled:
    """A criterion with its patterns.

    Attributes:
        idea: numbers of the content words of `say`, without those of the prompt, for soft coverage.
    """

    criterion: Criterion
    any: tuple[Alternative, ...]
    close: tuple[Alternative, ...]
    idea: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Trap:
    """A misconception with its patterns and its price in one item."""

    id: str
    any: tuple[Alternative, ...]
    cap: float | None
    penalty: float
    attached: bool


@dataclass(frozen=True, slots=True)
class Rubric:
    """All that one item's answers are matched against."""

    item: Item
    required: tuple[Compiled, ...]
    bonus: tuple[Compiled, ...]
    traps: tuple[Trap, ...]
    shown: Shown


class RubricCompiler:
    """Compiles the rubrics of a bank into one program.

    Every pattern is learnt before the first is compiled: a word's number must never change.

    Args:
        groups: the shared synonym groups.
        rivals: pairs of groups that stand for opposite roles.

    Raises:
        PatternError: from `compile`, for a pattern that can't be read.
    """

    def __init__(
        self,
        items: Iterable[Item],
        groups: Mapping[str, tuple[str, ...]],
        rivals: Iterable[tuple[str, str]],
        catalogue: Mapping[str, Misconception],
    ) -> None:
        self._lexicon = Lexicon(groups, rivals)
        self._items = tuple(items)
        self._catalogue = catalogue
        self._of_word: dict[str, list[Node]] = {}
        for name in groups:
            node = self._lexicon.group(name)
            for option in node.options if isinstance(node, Either) else (node,):
                if isinstance(option, Word):
                    self._of_word.setdefault(option.text, []).append(node)

    def compile(self) -> tuple[Program, dict[str, Rubric], tuple[Trap, ...]]:
        """The program, each item's rubric, and the catalogue's traps for text without an item."""
        for pattern, local in self._all_patterns():
            self._lexicon.learn(parse(pattern, {*local, *self._lexicon.groups}.__contains__))
        for item in self._items:
            for criterion in item.criteria:
                for word in _content_words(criterion.say):
                    self._lexicon.learn(Word(word))
        program = Program(self._lexicon)
        side = tuple(
            self._trap(program, entry, cap=None, penalty=0.0, attached=False)
            for entry in self._catalogue.values()
        )
        rubrics = {item.id: self._rubric(program, item, side) for item in self._items}
        return program, rubrics, side

    def _all_patterns(self) -> Iterable[tuple[str, Mapping[str, tuple[str, ...]]]]:
        for entry in self._catalogue.values():
            for pattern in entry.any:
                yield pattern, {}
        for item in self._items:
            for members in item.synonyms.values():
                for member in members:
                    yield member, {}
            for criterion in item.criteria:
                for pattern in (*criterion.any, *criterion.close):
                    yield pattern, item.synonyms

    def _rubric(self, program: Program, item: Item, side: tuple[Trap, ...]) -> Rubric:
        local = {name: self._lexicon.either(members) for name, members in item.synonyms.items()}
        prompt = frozenset(token.stem for token in read(item.prompt).tokens if token.content)
        attached = {use.id: use for use in (self._use(program, use) for use in item.misconceptions)}
        return Rubric(
            item=item,
            required=tuple(self._criterion(program, one, local, prompt) for one in item.required),
            bonus=tuple(self._criterion(program, one, local, prompt) for one in item.bonus),
            traps=(*attached.values(), *(trap for trap in side if trap.id not in attached)),
            shown=Shown(prompt, runs_of(read(item.model_answer))),
        )

    def _criterion(
        self,
        program: Program,
        criterion: Criterion,
        local: Mapping[str, Node],
        prompt: frozenset[str],
    ) -> Compiled:
        return Compiled(
            criterion=criterion,
            any=_alternatives(program, criterion.any, local),
            close=_alternatives(program, criterion.close, local),
            idea=tuple(
                dict.fromkeys(
                    program.add(self._meaning(word))
                    for word in _content_words(criterion.say, without=prompt)
                )
            ),
        )

    def _meaning(self, word: str) -> Node:
        """A word of `say`, or the synonym groups it belongs to."""
        groups = self._of_word.get(word, [])
        return Either((Word(word), *groups)) if groups else Word(word)

    def _use(self, program: Program, use: str | MisconceptionUse) -> Trap:
        own = MisconceptionUse(use=use) if isinstance(use, str) else use
        entry = self._catalogue[own.use]
        return self._trap(
            program,
            entry,
            cap=own.cap if own.cap is not None or own.penalty is not None else entry.cap,
            penalty=own.penalty
            if own.penalty is not None
            else entry.penalty
            if own.cap is None
            else 0.0,
            attached=True,
        )

    def _trap(
        self,
        program: Program,
        entry: Misconception,
        *,
        cap: float | None,
        penalty: float,
        attached: bool,
    ) -> Trap:
        return Trap(entry.id, _alternatives(program, entry.any, {}), cap, penalty, attached)


def _alternatives(
    program: Program, patterns: Iterable[str], local: Mapping[str, Node]
) -> tuple[Alternative, ...]:
    alternatives = []
    for text in patterns:
        node = parse(text)
        number = program.add(node, local)
        anywhere = isinstance(node, Both) and not node.same_sentence
        alternatives.append(Alternative(text, number, program.entries[number].need, anywhere))
    return tuple(alternatives)


def _content_words(text: str, without: frozenset[str] = frozenset()) -> tuple[str, ...]:
    return tuple(
        token.word for token in read(text).tokens if token.content and token.stem not in without
    )

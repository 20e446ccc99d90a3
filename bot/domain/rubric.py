"""An item's rubric, compiled: what the grader matches an answer against."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from .bank import Bank
from .grade import Mark, Status
from .guard import Shown, runs_of
from .item import Criterion, Item, MisconceptionUse
from .lexicon import Lexicon, either, tight
from .pattern import Both, Either, Node, Word, groups_in, parse
from .program import Groups, Program
from .reading import read
from .screen import Alternative, Patterns, Screen


@dataclass(frozen=True, slots=True)
class Compiled:
    """A criterion with its patterns.

    Attributes:
        missed: its mark if the answer says nothing of it.
        idea: nodes of the content words of `say`, without those of the prompt, for soft coverage; a
            word that stands there in two forms counts twice.
    """

    criterion: Criterion
    any: Patterns
    close: Patterns
    turned: Patterns
    missed: Mark
    idea: tuple[int, ...]

    @property
    def lists(self) -> tuple[Patterns, ...]:
        """All that a screen has to know."""
        return self.any, self.close, self.turned


@dataclass(frozen=True, slots=True)
class Trap:
    """A misconception with its patterns and its price in one item.

    Attributes:
        asked: those for answers to an item that lists it; none in the catalogue.
        unless: looked at only where the misconception is claimed, so no screen has them.
    """

    id: str
    any: Patterns
    asked: Patterns
    unless: Patterns
    cap: float | None
    penalty: float
    attached: bool


@dataclass(frozen=True, slots=True)
class Probe:
    """A follow-up question: what replies to it are matched against.

    Attributes:
        screen: of the patterns of its criterion.
    """

    compiled: Compiled
    screen: Screen
    shown: Shown


@dataclass(frozen=True, slots=True)
class Rubric:
    """All that one item's answers are matched against.

    Attributes:
        screen: of the patterns of its criteria, and of what is asked of misconceptions it lists.
        traps: those the item lists, then the rest of the catalogue.
        probes: by the id of the criterion that is followed up.
    """

    item: Item
    required: tuple[Compiled, ...]
    bonus: tuple[Compiled, ...]
    screen: Screen
    traps: tuple[Trap, ...]
    shown: Shown
    probes: Mapping[str, Probe]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The misconceptions that every text is read against, with a screen of their patterns."""

    traps: tuple[Trap, ...]
    screen: Screen


@dataclass(frozen=True, slots=True)
class Compilation:
    """A bank's rubrics by item, with what they share."""

    program: Program
    rubrics: Mapping[str, Rubric]
    catalogue: Catalogue


class RubricCompiler:
    """Compiles the rubrics of a bank into one program.

    Every pattern is learnt before the first is compiled: a word's number must never change.

    Args:
        bank: its synonyms, rivals and scales are what patterns are written with.

    Raises:
        PatternError: from `compile`, for a pattern that can't be read.
    """

    def __init__(self, bank: Bank) -> None:
        self._items = bank.items
        used = self._groups_of_items()
        self._lexicon = Lexicon(bank.synonyms, bank.rivals, bank.scales, forgiving=used)
        self._catalogue = bank.misconceptions
        self._of_word: dict[str, list[Node]] = {}
        self._meanings: dict[str, int] = {}
        for name, node in self._lexicon.groups.items():
            if name in used:
                for option in node.options if isinstance(node, Either) else (node,):
                    if isinstance(option, Word):
                        self._of_word.setdefault(option.text, []).append(node)

    def _groups_of_items(self) -> frozenset[str]:
        """The synonym groups that questions are written with, not misconceptions alone."""
        return frozenset(
            name
            for item in self._items
            for pattern in _patterns_in(item)
            for name in groups_in(parse(pattern))
        )

    def compile(self) -> Compilation:
        """Compile everything."""
        shared = {*self._lexicon.groups, *self._lexicon.scales}
        for entry in self._catalogue.values():
            for pattern in (*entry.any, *entry.asked, *entry.unless):
                self._lexicon.learn(parse(pattern, shared.__contains__), forgiving=False)
        for pattern, known in self._patterns_of_items(shared):
            self._lexicon.learn(parse(pattern, known.__contains__))
        for item in self._items:
            for criterion in _all_criteria(item):
                for word in _content_words(criterion.say):
                    self._lexicon.learn(Word(word))
        program = Program(self._lexicon)
        catalogue = self._compile_catalogue(program)
        rubrics = {item.id: self._rubric(program, item, catalogue) for item in self._items}
        return Compilation(program, rubrics, catalogue)

    def _patterns_of_items(self, shared: AbstractSet[str]) -> Iterable[tuple[str, Container[str]]]:
        """Each pattern with the names of the groups it may use."""
        for item in self._items:
            known = {*shared, *item.synonyms}
            for members in item.synonyms.values():
                for member in members:
                    yield member, shared
            for pattern in _patterns_in(item):
                yield pattern, known

    def _compile_catalogue(self, program: Program) -> Catalogue:
        traps = tuple(
            Trap(
                entry.id,
                any=self._patterns(program, entry.any),
                asked=Patterns(()),
                unless=self._patterns(program, entry.unless),
                cap=None,
                penalty=0.0,
                attached=False,
            )
            for entry in self._catalogue.values()
        )
        return Catalogue(traps, Screen(program, (trap.any for trap in traps)))

    def _rubric(self, program: Program, item: Item, catalogue: Catalogue) -> Rubric:
        local = Groups({name: either(members) for name, members in item.synonyms.items()})
        prompt = _content_stems(item.prompt)
        required = tuple(self._criterion(program, one, local, prompt) for one in item.required)
        bonus = tuple(self._criterion(program, one, local, prompt) for one in item.bonus)
        lists = [each for one in (*required, *bonus) for each in one.lists]
        prices = {use.use: use for use in map(_with_price, item.misconceptions)}
        side = {trap.id: trap for trap in catalogue.traps}
        attached = [self._attach(program, side[use], price) for use, price in prices.items()]
        lists += [trap.asked for trap in attached]
        shown = Shown(prompt, runs_of(read(item.model_answer)))
        return Rubric(
            item=item,
            required=required,
            bonus=bonus,
            screen=Screen(program, lists),
            traps=(*attached, *(trap for trap in side.values() if trap.id not in prices)),
            shown=shown,
            probes=dict(self._probes(program, item, local, shown)),
        )

    def _probes(
        self, program: Program, item: Item, local: Groups, shown: Shown
    ) -> Iterator[tuple[str, Probe]]:
        for criterion in item.criteria:
            if criterion.follow_up is not None:
                asked = _content_stems(criterion.follow_up.ask)
                narrowed = criterion.follow_up.narrow(criterion)
                compiled = self._criterion(program, narrowed, local, asked)
                screen = Screen(program, compiled.lists)
                yield criterion.id, Probe(compiled, screen, Shown(asked, shown.model_runs))

    def _criterion(
        self,
        program: Program,
        criterion: Criterion,
        local: Groups,
        prompt: frozenset[str],
    ) -> Compiled:
        return Compiled(
            criterion=criterion,
            any=self._patterns(program, criterion.any, local),
            close=self._patterns(program, criterion.close, local),
            turned=self._patterns(program, criterion.turned, local, parsed=_phrase),
            missed=Mark(criterion=criterion.id, status=Status.MISSED, credit=0.0),
            idea=tuple(
                self._meaning(program, word)
                for word in dict.fromkeys(_content_words(criterion.say, without=prompt))
            ),
        )

    def _meaning(self, program: Program, word: str) -> int:
        """The node of a word of `say` and of the synonym groups it belongs to."""
        if word not in self._meanings:
            groups = self._of_word.get(word)
            node = Either((Word(word), *groups)) if groups else Word(word)
            self._meanings[word] = program.add(node)
        return self._meanings[word]

    def _attach(self, program: Program, trap: Trap, own: MisconceptionUse) -> Trap:
        """A misconception at the item's own price, or at the catalogue's if it names none."""
        entry = self._catalogue[trap.id]
        price = entry if own.cap is None and own.penalty is None else own
        asked = self._patterns(program, entry.asked)
        return replace(
            trap, asked=asked, cap=price.cap, penalty=price.penalty or 0.0, attached=True
        )

    def _patterns(
        self,
        program: Program,
        patterns: Iterable[str],
        local: Groups | None = None,
        parsed: Callable[[str], Node] = parse,
    ) -> Patterns:
        alternatives = []
        for text in patterns:
            node = parsed(text)
            anywhere = isinstance(node, Both) and not node.same_sentence
            alternatives.append(Alternative(text, program.add(node, local), anywhere))
        return Patterns(tuple(alternatives))


def _phrase(text: str) -> Node:
    """A pattern that would say something else with a word in between."""
    return tight(parse(text))


def _with_price(use: str | MisconceptionUse) -> MisconceptionUse:
    return MisconceptionUse(use=use) if isinstance(use, str) else use


def _all_criteria(item: Item) -> Iterator[Criterion]:
    """The criteria of the item's answers and of replies to its follow-ups."""
    for criterion in item.criteria:
        yield criterion
        if criterion.follow_up is not None:
            yield criterion.follow_up.narrow(criterion)


def _patterns_in(item: Item) -> Iterator[str]:
    for criterion in _all_criteria(item):
        yield from criterion.any
        yield from criterion.close
        yield from criterion.turned


def _content_stems(text: str) -> frozenset[str]:
    return frozenset(token.stem for token in read(text).tokens if token.content)


def _content_words(text: str, without: frozenset[str] = frozenset()) -> tuple[str, ...]:
    return tuple(
        token.word for token in read(text).tokens if token.content and token.stem not in without
    )

"""Which words of an answer are denied, and which are only supposed, reported or asked.

After NegEx: a cue opens a scope of a few words, ended by a conjunction, a comma or a new subject.
A verb can be a cue ("prevents", "lacks"), a cue can look back ("... is a myth"), and two cues over
one word affirm it. What a scope means for a match is decided by the matcher: a cue that the
pattern itself names does not deny it.

Source: Chapman et al. 2001, "A simple algorithm for identifying negated findings" (NegEx).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, Flag, auto

from .english import ARTICLES
from .phrase import PhraseTable
from .reading import Reading

SCOPE_WORDS = 7
"""How far a cue reaches. Source: NegEx uses 5; student sentences are longer."""


class Mood(Flag):
    """How a word is meant when it is not simply claimed."""

    CLAIMED = 0
    SUPPOSED = auto()
    REPORTED = auto()
    SCOPED = auto()
    ASKED = auto()


@dataclass(frozen=True, slots=True)
class Shade:
    """A phrase that says how its sentence is meant: tokens `first` up to, not including, `last`."""

    mood: Mood
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Polarity:
    """What stands over each token.

    Attributes:
        cues: for each token the first tokens of the cues that deny it.
        taken_back: the tokens of sentences that begin with "it is not true that".
        shades: for each token the phrases that shade its meaning.
    """

    cues: tuple[tuple[int, ...], ...]
    taken_back: frozenset[int]
    shades: tuple[tuple[Shade, ...], ...]

    def denied(self, token: int, ignoring: frozenset[int] = frozenset()) -> bool:
        """Whether the token is no claim: negated, or part of a sentence that is taken back."""
        return token in self.taken_back or self.negated(token, ignoring)

    def negated(self, token: int, ignoring: frozenset[int] = frozenset()) -> bool:
        """Whether an odd number of cues outside `ignoring` deny the token."""
        cues = self.cues[token]
        return bool(cues) and sum(cue not in ignoring for cue in cues) % 2 == 1

    def mood(self, token: int, ignoring: frozenset[int] = frozenset()) -> Mood:
        """How the token is meant, but for phrases with a word in `ignoring`."""
        mood = Mood.CLAIMED
        for shade in self.shades[token]:
            if ignoring.isdisjoint(range(shade.first, shade.last)):
                mood |= shade.mood
        return mood


class _Cue(Enum):
    PSEUDO = auto()
    BACKWARD = auto()
    TO_END = auto()
    FORWARD = auto()
    NOUN = auto()
    VERB = auto()


_CUES = PhraseTable(
    {
        _Cue.PSEUDO: (
            "not only | not just | not merely | not simply | no doubt | no matter | "
            "not to mention | why not | no problem | no wonder | nothing but | not "
            "until | without doubt | no less than | no more than | not more than | "
            "not sure | if not | whether or not | or not | no question | not bad | do "
            "not know | not know | not think about"
        ),
        _Cue.BACKWARD: (
            "be a myth | be false | be wrong | be not true | be not the case | be not "
            "be the case | be impossible | be untrue | be incorrect | be nonsense | "
            "be a misconception | be not possible | be not right | be not correct | "
            "be not allow | be not permit | be not happen | never happen | do not "
            "happen | can not happen | could not happen | will not happen | be "
            "forbidden | be prevented | be avoid | be eliminate | be rule out | do "
            "not exist | be not a thing | become impossible | be unable"
        ),
        _Cue.TO_END: (
            "not true that | not the case that | not be the case that | false that | "
            "wrong that | wrong to say | wrong to think | incorrect to say | "
            "incorrect that | a myth that | not correct that | not right that | not "
            "mean that | not mean | not imply that | not imply | not follow that | "
            "misconception that | not that"
        ),
        _Cue.FORWARD: "not | never | nobody | no one | none | nothing | nowhere | neither | unable",
        _Cue.NOUN: (
            "no | nor | without | no longer | free of | instead of | rather than | "
            "lack | lack of | zero | hardly | barely | incapable of | absence of | "
            "fail to"
        ),
        _Cue.VERB: (
            "prevent | avoid | stop | forbid | prohibit | disallow | eliminate | "
            "remove | rule out | get rid of | rid of | hinder | refuse | fail | "
            "inhibit | preclude | disable | deny | exclude"
        ),
    }
)
_MOODS = PhraseTable(
    {
        Mood.SUPPOSED: "imagine | suppose | hypothetical | were it not | had there",
        Mood.REPORTED: (
            "people think | people say | people believe | people claim | people "
            "assume | many think | many believe | many say | many people | some "
            "people | some think | some say | some believe | most people | everyone "
            "think | everyone say | they say | you might think | you may think | one "
            "might think | you would think | common myth | common misconception | "
            "popular belief | be often say | often claim | a myth | misconception | "
            "myth | wrongly | mistakenly | contrary to | beginner think | i use to "
            "think | i thought | folk think | folk say | people will tell | folk will "
            "tell | many will tell | they will tell | everyone will tell | somebody "
            "will tell | someone will tell | people tell | you will hear | you hear | "
            "one hear | i hear | be often tell | be often call | blog post | i read | "
            "be tell that | it be say"
        ),
        # Scopes in which what is false of today's default build can be true.
        Mood.SCOPED: (
            "free thread | no gil build | no gil mode | nogil | 3.13t | 3.14t | "
            "without the gil | without gil | without a gil | gil be disable | gil "
            "disable | disable the gil | in java | in c | in go | in rust | in other "
            "language | other language | jython | ironpython | subinterpreter | sub "
            "interpreter | numpy | c extension | native code | older version | in old "
            "| before 3.12 | before python | used to"
        ),
    }
)
_DISAGREEMENTS = PhraseTable(
    {
        True: (
            "i disagree | not quite | wrong | nope | no | false | not true | not "
            "really | not so | nonsense | that be wrong | that be false | that be not "
            "true | that be a myth | this be wrong | this be false | this be not true "
            "| it be not | it do not | they do not | they be not | it be a myth | it "
            "be wrong | it be false | it be not true | it can not | it will not | but "
            "no | but it do not | but they do not"
        )
    }
)
_JUDGEMENTS = frozenset({"wrong", "false", "incorrect"})
_VALUES = frozenset(
    "valu result count counter number data state total balanc output sum answer variabl".split()
)
_CONDITIONS = frozenset("if without otherwise unless were".split())
_MODALS = frozenset("would could might".split())
_FROM = frozenset({"keep", "block", "protect", "save", "guard", "shield"})
_ENDS = frozenset(
    "but however because which although though so since while whereas unless except therefore "
    "hence thus then when if until who where whose otherwise instead only after before even "
    "as".split()
)
_SUBJECTS = frozenset(
    "they it you we he she i each this that these those everyone another both there the".split()
)
_JOINS = frozenset({"and", "or"})
_COMPLEMENTS = frozenset({"to", "for", "that"})
_WITHOUT_WORDS = 3
_SHORTEST_CLAUSE = 2
_REJECTION_WORDS = 1
_OPENING_WORDS = 2
_REPORT_ENDS = frozenset("but however though although actually yet".split())


def find_polarity(reading: Reading) -> Polarity:
    """Work out what stands over each token. Linear in the number of tokens."""
    finder = _Finder(reading)
    for number, (first, last) in enumerate(reading.sentences):
        finder.sentence(first, last)
        if number in reading.questions:
            finder.shade(first, last, Shade(Mood.ASKED))
        elif number and finder.disagrees(first, last):
            finder.shade(*reading.sentences[number - 1], Shade(Mood.REPORTED))
    return Polarity(
        cues=tuple(map(tuple, finder.cues)),
        taken_back=frozenset(finder.taken_back),
        shades=tuple(map(tuple, finder.shades)),
    )


class _Finder:
    def __init__(self, reading: Reading) -> None:
        self._tokens = reading.tokens
        self._breaks = reading.breaks
        self._colons = reading.colons
        self.cues: list[list[int]] = [[] for _ in reading.tokens]
        self.taken_back: set[int] = set()
        self.shades: list[list[Shade]] = [[] for _ in reading.tokens]

    def shade(self, first: int, last: int, shade: Shade) -> None:
        for index in range(first, last):
            self.shades[index].append(shade)

    def sentence(self, first: int, last: int) -> None:
        self._find_moods(first, last)
        index = first
        while index < last:
            index += self._cue_at(index, first, last)

    def disagrees(self, first: int, last: int) -> bool:
        """Whether a short sentence does nothing but reject the one before it."""
        found = _DISAGREEMENTS.at(self._tokens, first, last)
        return found is not None and last - first <= found[1] + _REJECTION_WORDS

    def _cue_at(self, index: int, first: int, last: int) -> int:
        """Deal with a cue that starts here; return how many tokens to step over."""
        token = self._tokens[index]
        if token.code:
            return 1
        found = _CUES.at(self._tokens, index, last)
        if found is None:
            if token.stem in _FROM:
                self._keep_from(index, last)
            return 1
        cue, length = found
        after = index + length
        to_end = cue is _Cue.TO_END or self._has_complement(cue, after, last)
        if to_end and index - first <= _OPENING_WORDS:
            self._take_back(index, after, last)
            return length
        if to_end:
            self._deny(index, self._until_colon(after, last))
        elif cue is _Cue.BACKWARD:
            if self._is_verdict(index, after, first):
                self._deny_backward(index, first)
        elif cue is not _Cue.PSEUDO:
            self._deny(index, self._scope(cue, token.word, after, last))
        return length

    def _take_back(self, cue: int, start: int, last: int) -> None:
        """Deny a sentence that begins with "it is not true that"; not an "if ..." at its head."""
        while start < last and self._tokens[start].word in _COMPLEMENTS:
            start += 1
        if start < last and self._tokens[start].word in _CONDITIONS:
            start = next((at for at in range(start, last) if at in self._breaks), start)
        self._deny(cue, range(start, last))
        self.taken_back.update(range(start, last))
        for index in range(start, last):
            self.shades[index].clear()

    def _has_complement(self, cue: _Cue, after: int, last: int) -> bool:
        """Whether "is impossible" goes on with what is impossible."""
        return cue is _Cue.BACKWARD and after < last and self._tokens[after].word in _COMPLEMENTS

    def _is_verdict(self, index: int, after: int, first: int) -> bool:
        """Whether "is wrong" judges a statement, not a value that comes out wrong."""
        if self._tokens[after - 1].word not in _JUDGEMENTS:
            return True
        return index == first or self._tokens[index - 1].stem not in _VALUES

    def _until_colon(self, start: int, last: int) -> Iterable[int]:
        colon = (at for at in range(start + 1, last) if at in self._colons)
        return range(start, next(colon, last))

    def _keep_from(self, index: int, last: int) -> None:
        """Deny what stands behind the "from" of "keeps two threads from running"."""
        for later in range(index + 1, min(index + 7, last)):
            if self._tokens[later].word == "from":
                self._deny(index, self._scope(_Cue.VERB, "from", later + 1, last))
                return

    def _scope(self, cue: _Cue, word: str, start: int, last: int) -> Iterable[int]:
        """The tokens a forward cue reaches."""
        left = _WITHOUT_WORDS if word == "without" else SCOPE_WORDS
        for index in range(start, last):
            token = self._tokens[index]
            if index > start and (index in self._breaks or token.word in _ENDS):
                return
            if token.word == "nor" or (token.word == "by" and cue is _Cue.VERB):
                return
            if token.word in _JOINS and (
                cue is not _Cue.FORWARD or self._new_subject(index + 1, last)
            ):
                return
            yield index
            left -= token.word not in ARTICLES
            if not left:
                return

    def _new_subject(self, index: int, last: int) -> bool:
        return index < last and self._tokens[index].word in _SUBJECTS

    def _deny(self, cue: int, scope: Iterable[int]) -> None:
        for index in scope:
            self.cues[index].append(cue)

    def _deny_backward(self, cue: int, first: int) -> None:
        for index in range(cue - 1, first - 1, -1):
            if self._tokens[index].word in {"but", "however", "because", "although", "so"}:
                return
            self.cues[index].append(cue)
            if index in self._breaks and cue - index > _SHORTEST_CLAUSE:
                return

    def _find_moods(self, first: int, last: int) -> None:
        words = {token.word for token in self._tokens[first:last]}
        if not words.isdisjoint(_CONDITIONS) and not words.isdisjoint(_MODALS):
            self.shade(first, last, Shade(Mood.SUPPOSED))
        for index in range(first, last):
            found = _MOODS.at(self._tokens, index, last)
            if found is None:
                continue
            mood, length = found
            end = last
            if mood is Mood.REPORTED:
                end = next(
                    (at for at in range(index, last) if self._tokens[at].word in _REPORT_ENDS), last
                )
            self.shade(first, end, Shade(mood, index, index + length))

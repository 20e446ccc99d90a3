"""What stands over the words of an answer: what denies them, and how they are meant.

After NegEx: a cue opens a scope of a few words, ended by a conjunction, a comma or a new subject.
A verb can be a cue ("prevents", "lacks"), a cue can look back ("... is a myth"), and two cues over
one word affirm it. What a scope means for a match is decided by the matcher: a cue that the
pattern itself names does not deny it.

Source: Chapman et al. 2001, "A simple algorithm for identifying negated findings" (NegEx).
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from .cues import (
    ACTORS,
    AMOUNTS,
    COMPLEMENTS,
    CONDITIONS,
    CUES,
    ENDS,
    FINITE,
    GOES_ON,
    HEDGES,
    JOINS,
    JUDGEMENTS,
    RELATIVES,
    STRESSES,
    SUBJECTS,
    TAKE_THAT,
    VALUES,
    Cue,
    Mood,
)
from .english import ARTICLES, CLAIMING_VERBS, PRONOUNS
from .moods import MoodFinder, Shade
from .reading import Reading

SCOPE_WORDS = 7
"""How far a cue reaches. Source: NegEx uses 5; student sentences are longer."""

_WITHOUT_WORDS = 3
_SHORT_CUES = frozenset({"without", "zero"})
_ASIDES = frozenset({"without", "instead", "rather"})
_SHORTEST_CLAUSE = 2
_LONGEST_DENIED_NOUN = 2
_OPENING_WORDS = 2
_RELATIVE_BEFORE = 3
_STATEMENT_WORDS = 40
"""How far "is a myth" reaches back, and "it is not true that" forth: past a sentence's edge, unless
nobody ever ended one."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """What stands over the tokens.

    Attributes:
        cues: tokens that are denied, each with the first tokens of the cues that do so.
        taken_back: the tokens of sentences that begin with "it is not true that".
        shades: tokens that are not simply claimed, each with the phrases that shade its meaning.
    """

    cues: Mapping[int, Sequence[int]]
    taken_back: AbstractSet[int]
    shades: Mapping[int, Sequence[Shade]]

    def denied(self, token: int, ignoring: frozenset[int] = frozenset()) -> bool:
        """Whether the token is no claim: negated, or part of a sentence that is taken back."""
        return token in self.taken_back or self.negated(token, ignoring)

    def negated(self, token: int, ignoring: frozenset[int] = frozenset()) -> bool:
        """Whether an odd number of cues outside `ignoring` deny the token."""
        cues = self.cues.get(token, ())
        return bool(cues) and sum(cue not in ignoring for cue in cues) % 2 == 1

    def mood(self, token: int, ignoring: frozenset[int] = frozenset()) -> Mood:
        """How the token is meant, but for phrases that lie wholly in `ignoring`.

        To name one scope is to speak of it: then the others narrow nothing further.
        """
        mood = named = Mood.CLAIMED
        for shade in self.shades.get(token, ()):
            if shade.words and shade.words <= ignoring:
                named |= shade.mood
            else:
                mood |= shade.mood
        return mood & ~(named & Mood.SCOPED)


def find_polarity(reading: Reading) -> Polarity:
    """Work out what stands over each token. Linear in the number of tokens."""
    denials, moods = _DenialFinder(reading), MoodFinder(reading)
    denials.run()
    moods.run()
    for token in denials.taken_back:
        moods.shades.pop(token, None)
    for number, (first, last) in enumerate(reading.sentences):
        if number in reading.questions:
            moods.shade(first, last, Shade(Mood.ASKED))
        elif number and moods.disagrees(first, last):
            moods.shade(*reading.sentences[number - 1], Shade(Mood.REPORTED))
    return Polarity(denials.cues, denials.taken_back, moods.shades)


class _DenialFinder:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._tokens = reading.tokens
        self._breaks = reading.breaks
        self._colons = reading.colons
        self.cues: dict[int, list[int]] = {}
        self.taken_back: set[int] = set()

    def run(self) -> None:
        reading = self._reading
        free = 0
        for index, found, words in CUES.all_in(reading):
            if index >= free and index not in reading.code:
                cue, length = self._whole(index, found, words)
                free = index + length
                first, last = reading.sentences[reading.numbers[index]]
                self._apply(cue, index, free, first, last)

    def _whole(self, index: int, cue: Cue, length: int) -> tuple[Cue, int]:
        """The cue that begins at `index`, which no comma or colon parts."""
        end = next((at for at in range(index + 1, index + length) if at in self._breaks), None)
        if end is None:
            return cue, length
        return CUES.at(self._reading, index, end) or (Cue.PSEUDO, end - index)

    def _apply(self, cue: Cue, index: int, after: int, first: int, last: int) -> None:
        """Do what a cue does that stands from `index` up to `after` in its sentence."""
        complement = self._complement(cue, after, last)
        of_statement = cue is Cue.TO_END or complement == "that"
        if of_statement and index - first <= _OPENING_WORDS:
            self._take_back(index, after, last)
        elif of_statement or complement:
            self._deny(index, self._until_colon(after, last))
        elif cue is Cue.BACKWARD:
            if self._is_verdict(index, after, first):
                self._deny_backward(index, first)
        elif cue is Cue.KEEP:
            self._keep_from(index, last)
        elif cue is not Cue.PSEUDO:
            self._deny(index, self._scope(cue, self._tokens[index].word, after, last))

    def _take_back(self, cue: int, start: int, last: int) -> None:
        """Deny a sentence that begins with "it is not true that"; not an "if ..." at its head."""
        while start < last and self._tokens[start].word in COMPLEMENTS:
            start += 1
        if start < last and self._tokens[start].word in CONDITIONS:
            start = next((at for at in range(start, last) if at in self._breaks), start)
        self._deny(cue, range(start, last))
        self.taken_back.update(range(start, last))

    def _complement(self, cue: Cue, after: int, last: int) -> str | None:
        """The "that", "to" or "for" with which "is impossible" says what is impossible."""
        if cue is not Cue.BACKWARD or after >= last:
            return None
        word = self._tokens[after].word
        return word if word in COMPLEMENTS else None

    def _is_verdict(self, index: int, after: int, first: int) -> bool:
        """Whether "is wrong" judges a statement, not a value that comes out wrong."""
        if self._tokens[after - 1].word not in JUDGEMENTS:
            return True
        judged = index - 1
        while judged > first and self._tokens[judged].word in HEDGES:
            judged -= 1
        return judged < first or self._tokens[judged].stem not in VALUES

    def _until_colon(self, start: int, last: int) -> Iterable[int]:
        last = min(last, start + _STATEMENT_WORDS)
        colon = (at for at in range(start + 1, last) if at in self._colons)
        return range(start, next(colon, last))

    def _keep_from(self, index: int, last: int) -> None:
        """Deny what stands behind the "from" of "keeps two threads from running"."""
        for later in range(index + 1, min(index + 7, last)):
            if self._tokens[later].word == "from":
                self._deny(index, self._scope(Cue.VERB, "from", later + 1, last))
                return

    def _scope(self, cue: Cue, word: str, start: int, last: int) -> Iterable[int]:
        """The tokens a forward cue reaches."""
        left = _WITHOUT_WORDS if word in _SHORT_CUES else SCOPE_WORDS
        passive = self._passive(start, last)
        aside = self._is_aside(word, start)
        relative = self._in_relative_clause(start)
        subject = cue is Cue.VERB and word.endswith("ing") and self._opens_sentence(start - 1)
        for index in range(start, last):
            token = self._tokens[index]
            stressed = index == start and token.word in STRESSES and word != "nothing"
            if index in self._breaks or (token.word in ENDS and not stressed):
                return
            if token.word == "nor" or (token.word == "by" and cue is Cue.VERB):
                return
            if aside and self._ends_aside(index, start, last):
                return
            if token.word in JOINS and (
                index == start or cue is not Cue.FORWARD or self._new_subject(index + 1, last)
            ):
                return
            if self._begins_clause(index, start, last, cue):
                return
            if relative and index > start and token.word in CLAIMING_VERBS:
                return
            if subject and index > start and _is_finite(token.word):
                return  # "removing it makes ...": what it makes is claimed
            yield index
            left -= token.word not in ARTICLES
            if not left or (index == passive and self._is_content(index + 1, last)):
                return

    def _is_aside(self, word: str, start: int) -> bool:
        """Whether a cue that ends before `start` begins an aside, as "with no" and "without" do."""
        with_no = word == "no" and start > 1 and self._tokens[start - 2].word == "with"
        return word in _ASIDES or with_no

    def _ends_aside(self, index: int, start: int, last: int) -> bool:
        """Whether another subject or its verb stands here: "without a lock threads can"."""
        token = self._tokens[index]
        if token.word in ACTORS or token.word in FINITE:
            return True
        if not any(self._is_content(at, index) for at in range(start, index)):
            return False
        verb = self._tokens[index + 1].word if index + 1 < last else ""
        plural = token.content and token.word.endswith("s")
        return token.word in AMOUNTS or (plural and verb in CLAIMING_VERBS)

    def _in_relative_clause(self, start: int) -> bool:
        """Whether "that", "which" or "who" stands just before, and not after "make sure"."""
        return any(
            self._tokens[at].word in RELATIVES and self._tokens[at - 1].word not in TAKE_THAT
            for at in range(max(1, start - _RELATIVE_BEFORE), start)
        )

    def _opens_sentence(self, index: int) -> bool:
        return self._reading.sentences[self._reading.numbers[index]][0] == index

    def _begins_clause(self, index: int, start: int, last: int, cue: Cue) -> bool:
        """Whether another subject and its verb stand here, with no comma before them."""
        shortest = _LONGEST_DENIED_NOUN + 1 if cue is Cue.NOUN else _SHORTEST_CLAUSE
        if index - start < shortest or self._tokens[index - 1].word in GOES_ON:
            return False
        at = index + (self._tokens[index].word in ARTICLES)
        if at + 1 >= last:
            return False
        subject, verb = self._tokens[at], self._tokens[at + 1].word
        if subject.word in PRONOUNS or subject.word in GOES_ON:
            begins = subject.word in PRONOUNS
        else:
            begins = verb in FINITE and (subject.content or subject.word in SUBJECTS)
        return begins and self._has_verb(start - 2, index)

    def _has_verb(self, first: int, last: int) -> bool:
        """Whether a verb is among some words: only then what follows can be another clause."""
        words = [token.word for token in self._tokens[max(0, first) : last]]
        return not CLAIMING_VERBS.isdisjoint(words)

    def _passive(self, start: int, last: int) -> int | None:
        """Where "be pickled" ends, which takes no object: what follows is another clause."""
        if start + 1 < last and self._tokens[start].word == "be":
            return start + 1 if self._tokens[start + 1].word.endswith("ed") else None
        return None

    def _is_content(self, index: int, last: int) -> bool:
        return index < last and self._tokens[index].content

    def _new_subject(self, index: int, last: int) -> bool:
        return index < last and self._tokens[index].word in SUBJECTS

    def _deny(self, cue: int, scope: Iterable[int]) -> None:
        for index in scope:
            self.cues.setdefault(index, []).append(cue)

    def _deny_backward(self, cue: int, first: int) -> None:
        for index in range(cue - 1, max(first, cue - _STATEMENT_WORDS) - 1, -1):
            if self._tokens[index].word in {"but", "however", "because", "although", "so"}:
                return
            self.cues.setdefault(index, []).append(cue)
            if index in self._breaks and cue - index > _SHORTEST_CLAUSE:
                return


def _is_finite(verb: str) -> bool:
    """Whether a verb has a subject, as "makes" and "would" do, and "make" and "making" need not."""
    return verb in FINITE or (verb in CLAIMING_VERBS and verb.endswith("s"))

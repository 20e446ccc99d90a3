"""Pronouns that stand for what the sentence before is about.

"We have the GIL. With it my counter can't get corrupted." says of the GIL that it protects. So the
words of the topic, "GIL", are set before a pronoun that opens a sentence. They are read like all
others, and stand in the text where the pronoun stands: that is what is quoted.

Only a short sentence has a topic that can be told for sure: its subject, with what that is said to
be; or the object, if the subject is "we" or "there".
"""

from collections.abc import Sequence

from .english import ARTICLES, CLAIMING_VERBS, FUNCTION_WORDS
from .reading import Reading, repeat

_LONGEST = 12
"""Words of a sentence whose topic is taken up."""

_TOPIC_WORDS = 4
_CLAIM_WORDS = 2
"""Content words of a sentence that says more than "that's a myth"."""

_MOST = 50
"""Pronouns that are looked at, more than an answer has that was not made to be slow."""

_ALWAYS = frozenset("it they them".split())
LINKS = _ALWAYS | frozenset(
    "its their which that this so because since hence therefore thus".split()
)
"""Words that carry what is spoken of on into the next clause."""

_ALONE = frozenset("this that these those".split())
"""Pronouns unless a noun follows: "that gives", but not "that lock"."""

_POINTING = frozenset("way case point moment reason".split())
"""Nouns that add nothing: "that way", "from that moment"."""

_LEADING = frozenset(
    "and but so because of with thanks to due in on at under by from for without after before then "
    "now since still yet therefore hence also thus well as like given inside through via while "
    "when if even only none one all both each some any most just once how".split()
)
"""What may stand before the pronoun: "because of that", "none of them"."""

_SPEAKERS = frozenset("i we you".split())
_PRESENTING = _SPEAKERS | frozenset("there then let look take say my our your".split())
"""First words of a sentence whose object is the topic: "we use a queue", "my code has a lock"."""

_BEING = frozenset("is are was were".split())
_DENYING = frozenset("not no never nothing nobody nowhere neither nor hardly barely".split())
_CONDITIONS = frozenset("if unless when while although though because since without".split())
_ENDS = _DENYING | _CONDITIONS | frozenset("and but so which that who or as than by like".split())


def resolve(reading: Reading) -> Reading:
    """The reading with the topic before each pronoun that takes it up. Linear in its tokens."""
    added: dict[int, Sequence[int]] = {}
    before: tuple[int, int] | None = None
    for number, (first, last) in enumerate(reading.sentences):
        pronoun = _pronoun(reading, first, last)
        if pronoun is None:
            before = None if number in reading.questions else (first, last)
        elif before and len(added) < _MOST and len(_content(reading, first, last)) >= _CLAIM_WORDS:
            added[pronoun] = _topic(reading, *before)
    return repeat(reading, added)


def _pronoun(reading: Reading, first: int, last: int) -> int | None:
    """The pronoun that opens a sentence, or comes second as in "take it off"."""
    for at in range(first, last):
        word = reading.words[at]
        if word in _ALWAYS or (word in _ALONE and _is_alone(reading, at, last)):
            return at
        if word not in _LEADING and (at > first or word in _SPEAKERS or word in _BEING):
            return None
    return None


def _is_alone(reading: Reading, at: int, last: int) -> bool:
    """Whether no noun follows that it belongs to."""
    if at + 1 == last or at + 1 in reading.breaks:
        return True
    following = reading.words[at + 1]
    return following in CLAIMING_VERBS or following in FUNCTION_WORDS or following in _POINTING


def _topic(reading: Reading, first: int, last: int) -> Sequence[int]:
    """The tokens that say what a sentence is about; none if that is not sure."""
    words = reading.words
    if words[first] in _CONDITIONS or last - first > _LONGEST:
        return ()
    verb = next((at for at in range(first, last) if words[at] in CLAIMING_VERBS), last)
    subject = [at for at in _content(reading, first, verb) if words[at] not in _DENYING]
    if not subject or verb == last or words[first] in _PRESENTING:
        return _object(reading, first, last)
    said = _object(reading, verb, last) if words[verb] in _BEING else ()
    return (*_whole(reading, subject[-_TOPIC_WORDS:]), *said)


def _object(reading: Reading, start: int, last: int) -> Sequence[int]:
    """The first content words up to a comma or another clause."""
    later = range(start + 1, last)
    end = next((at for at in later if reading.words[at] in _ENDS or at in reading.breaks), last)
    return _whole(reading, _content(reading, start, end)[:_TOPIC_WORDS])


def _whole(reading: Reading, content: Sequence[int]) -> Sequence[int]:
    """Some content words with the small ones between them, without articles."""
    if not content:
        return ()
    between = range(content[0], content[-1] + 1)
    return [at for at in between if reading.words[at] not in ARTICLES]


def _content(reading: Reading, first: int, last: int) -> list[int]:
    return [at for at in range(first, last) if reading.tokens[at].content]

"""Words that deny, suppose, report, ask or narrow what is said: plain tables for `polarity`.

Phrases are words or stems, separated by bars; the longest one that fits wins.
"""

from enum import Enum, Flag, auto

from .english import ARTICLES, PRONOUNS
from .phrase import PhraseTable
from .stem import stem


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


class Mood(Flag):
    """How a word is meant when it is not simply claimed.

    What others wrongly think (REPORTED) earns nothing. What the learner was told or quotes (HEARD)
    may be right, and earns its points; but nobody is charged with the words of others.
    """

    CLAIMED = 0
    SUPPOSED = auto()
    REPORTED = auto()
    HEARD = auto()
    SCOPED = auto()
    ASKED = auto()
    COUNTERED = auto()


class Cue(Enum):
    """What a phrase does to the words around it.

    Attributes:
        PSEUDO: nothing, though it looks as if it denied something.
        BACKWARD: denies the clause before it.
        TO_END: denies all that follows.
        FORWARD: denies the words after it.
        NOUN: denies the nouns after it, up to an "and".
        VERB: the same, up to a "by".
        KEEP: denies what stands behind a "from", as in "keeps two threads from running".
    """

    PSEUDO = auto()
    BACKWARD = auto()
    TO_END = auto()
    FORWARD = auto()
    NOUN = auto()
    VERB = auto()
    KEEP = auto()


_VERBS = (
    "prevent | avoid | stop | forbid | prohibit | disallow | eliminate | elimin | remove | remov | "
    "rule out | get rid of | rid of | hinder | refuse | refus | inhibit | preclude | preclud | "
    "disable | disabl | deny | deni | exclude | exclud"
)
"""With the stems of those that are not their own: "eliminates", "denied"."""

CUES = PhraseTable(
    {
        Cue.PSEUDO: (
            "stop event | stop flag | stop button | stop signal | stop method | stop token | "
            "not worth | not only | not just | not merely | "
            "not simply | no doubt | no matter | not to mention | why not | no "
            "problem | no wonder | nothing but | not until | without doubt | no less "
            "than | no more than | not more than | not sure | if not | whether or not "
            "| or not | no question | not bad | do not know | not know | not think "
            "about"
        ),
        Cue.BACKWARD: (
            "be a myth | be false | be wrong | be not true | be not the case | be not "
            "be the case | be impossible | be untrue | be incorrect | be nonsense | "
            "be a misconception | be not possible | be not right | be not correct | "
            "be not allow | be not permit | be not happen | never happen | do not "
            "happen | can not happen | could not happen | will not happen | be "
            "forbidden | be prevented | be avoid | be eliminate | be rule out | do "
            "not exist | can not occur | could not occur | will not occur | do not occur | "
            "never occur | can not arise | do not arise | never arise | can not exist | can "
            "not appear | no longer happen | no longer occur | no longer exist | can not come "
            "up | be not a thing | be not support | prove nothing | be no proof | be no "
            "evidence | mean nothing | do not prove | become impossible | be unable"
        ),
        Cue.TO_END: (
            "nothing guarantee that | no guarantee that | not true that | not the "
            "case that | not be the case that | false that | wrong that | wrong to "
            "say | wrong to think | incorrect to say | incorrect that | a myth that | "
            "not correct that | not right that | not mean that | not mean | not imply "
            "that | not imply | not follow that | misconception that | not that"
        ),
        Cue.FORWARD: (
            "not | never | nobody | no one | none | nothing | nowhere | neither | unable | "
            "impossible for | impossible to"
        ),
        Cue.NOUN: (
            "no | nor | without | no longer | free of | instead of | rather than | "
            "lack | lack of | zero | hardly | barely | incapable of | absence of | "
            "fail to"
        ),
        Cue.VERB: _VERBS,
        Cue.KEEP: "keep | block | protect | save | guard | shield",
    }
)
_VERSIONS = " | ".join(
    f"{word} {language}{version}"
    for language in ("", "python ")
    for word in ("before", "until", "till", "up to", "prior to", "through")
    for version in ("3.2", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "3.15")
)
MOODS = PhraseTable(
    {
        Mood.CLAIMED: "be used to",  # no past, as "used to" is
        Mood.SUPPOSED: "imagine | suppose | hypothetical | were it not | had there",
        Mood.REPORTED: (
            "people call | you hear that | they say | you might think | you may think | "
            "one might think | you would think | common myth | common misconception | "
            "popular belief | common belief | widespread belief | i also thought | "
            "i always thought | i once thought | i believed | be often say | often claim | "
            "a myth | misconception | myth | wrongly think | wrongly believe | "
            "wrongly say | wrongly assume | mistakenly think | mistakenly believe | "
            "contrary to | i use to think | i thought | people will tell | "
            "folk will tell | many will tell | they will tell | everyone will tell | "
            "somebody will tell | someone will tell | people tell | you will hear | "
            "you hear | one hear | i hear | be often tell | be often call | blog post | "
            "be something i read | it be say | supposedly | allegedly | "
            "naively | mistakenly | illusion | fallacy | mistaken | misunderstanding | "
            "naive | tempting | superstition | hearsay | rumour | rumor"
        ),
        Mood.HEARD: (
            "tell me | told me | tell us | told us | be told | be taught | teach me | taught me | "
            "headline say | headline said | i heard | heard that | i read that | someone claim"
        ),
        # Scopes in which what is false of today's default build can be true.
        Mood.SCOPED: (
            "free threaded | free threading | "
            "no gil | nogil | 3.13t | 3.14t | 3.15t | experimental | "
            "separate build | optional build | special build | python 2 | "
            "historically | formerly | earlier version | in the past | long ago | "
            "without the gil | without gil | without a gil | gil be disable | gil "
            "disable | disable the gil | in java | in c | in go | in rust | in other "
            "language | other language | jython | ironpython | subinterpreter | sub "
            "interpreter | numpy | c extension | native code | older version | in old "
            "| used to"
            f" | {_VERSIONS}"
        ),
    }
)
DISAGREEMENTS = PhraseTable(
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
JUDGEMENTS = frozenset({"wrong", "false", "incorrect"})
VALUES = _stems(
    "value result count counter number data state total balance output sum answer variable"
)
HEDGES = frozenset(
    "can could may might will would must often sometimes always usually easily simply just then "
    "also end up come out get turn".split()
)
"""Words between a value and its verdict: "the total may end up being wrong"."""

RELATIVES = frozenset("that which who".split())
"""Words that begin a relative clause, at whose end the main verb stands."""

TAKE_THAT = frozenset(
    "sure so mean means say says said think know believe guarantee guarantees ensure ensures "
    "promise promises such fact".split()
)
"""Words whose "that" begins a statement, not a relative clause."""

INVERTED = frozenset("would had should".split())
"""First words that mean "if": "had it no lock, it would ..."."""

COMPARING = frozenset("like unlike as than".split())
"""Words before a scope that is only compared with: "like AtomicInteger in Java"."""

MEASURED = frozenset("take last need be".split())
"""Stems of what is followed by a measure: "takes as long as the slowest"."""

CONDITIONS = frozenset("if without otherwise unless were".split())
MODALS = frozenset("would could might".split())
ENDS = frozenset(
    "but however because which although though so since while whereas unless except therefore "
    "hence thus then when if until who where whose otherwise instead only after before even "
    "as example eg".split()
)
SUBJECTS = frozenset(
    "they it you we he she i each this that these those everyone another both there the".split()
)
JOINS = frozenset({"and", "or"})
COMPLEMENTS = frozenset({"to", "for", "that"})
REPORT_ENDS = frozenset("but however though although actually yet".split())
VERDICTS = frozenset(
    "myth misconception belief illusion fallacy mistaken misunderstanding naive tempting "
    "superstition hearsay rumour rumor".split()
)
TELLERS = _stems(
    "people folk student learner beginner newcomer novice developer programmer engineer colleague "
    "coworker teammate friend teacher candidate reader author tutorial blog blogger article book "
    "post forum somebody someone everyone everybody guide"
)
"""Stems of those whose word it is when they are said to think something."""

QUANTIFIERS = frozenset("many most some others few".split())
BELIEFS = _stems(
    "think believe assume say claim expect suppose conclude imagine recommend suggest advise "
    "insist hope argue"
)
"""Stems of what they do."""

COMMONLY = frozenset("commonly widely often frequently sometimes usually generally easily".split())
BUTS = frozenset("but yet however nevertheless nonetheless".split())
TAKING_BACK = frozenset("not no never nothing nobody none only still without cannot".split())
PROVISOS = PhraseTable(
    {True: "unless | except for | except when | only if | only when | as long as | provided"}
)
STRESSES = frozenset({"only", "even", "as"})
ACTORS = PRONOUNS | {"you"}
"""Subjects that are never what a noun cue denies: "without it you need"."""

AMOUNTS = frozenset("two three both several many multiple".split())
"""Words that begin a subject, once the noun of "without a lock" has been said."""

FINITE = frozenset("is are was were means do does has can will would could must".split())
"""Verbs whose subject stands right before them."""

GOES_ON = ARTICLES | frozenset(
    "that think believe say mean know guess suppose claim guarantee ensure assume expect sure "
    "of in on at by with from into over under about between than for to nothing nobody none "
    "one two all both every each any these those".split()
)
"""Words after which a subject and its verb belong to what is denied."""

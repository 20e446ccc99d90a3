"""What an interviewer says besides the questions: acknowledgements and clarifications.

Phrases take turns, and which one is said is read from the state, so that a card reads the same
each time it is shown. A strict interviewer says nothing about how good an answer was, and never
quotes: what is quoted was found right.
"""

from collections.abc import Mapping, Sequence

from .interview import MAX_FOLLOW_UPS, Heard, Interview, Occasion, Stage
from .interview_plan import Style
from .item import Item, Kind, Skill
from .language import later, tr, tr_count

_OPENING = (
    later("Hello, good to have you here. Take your time; here is the first question."),
    later("Welcome! Answer as you would across a table. Let's begin."),
)
_OPENING_STRICT = (
    later("Good to meet you. I will take notes and tell you at the end how it went."),
    later("Hello. I will only ask and listen; you get the result at the end."),
)
_CLOSING = (
    later("That was my last question. Thank you for your time."),
    later("Thank you, that is all from my side."),
)
_BROKEN_OFF = (
    later("All right, let's stop here. Thank you for your time."),
    later("Fine, we end here. Thank you for coming."),
)
_PLEASE_AGAIN = (
    later("I couldn't make out an answer in that. Try a sentence or two, or skip it."),
    later(
        "Sorry, I didn't get that. Could you say it in a sentence or two of English, or skip it?"
    ),
)
_GIVING_UP = (
    later("I still couldn't make out an answer, so let's leave that one."),
    later("Let's leave that one; it won't count."),
)
_SKIPPED = (
    later("No problem, let's move on."),
    later("Fine, we leave that one."),
    later("All right. Next one."),
)
_RETURNED = (
    later("Welcome back. Here is where we were."),
    later("Good to see you again. We were here."),
)
_NEUTRAL_DIGGING = (
    later("Thank you. One more thing about that."),
    later("Noted. Let me stay with this for a moment."),
    later("Okay. A question on top of that."),
    later("I see. Going on from there:"),
)
_NEUTRAL = (
    later("Thank you. Next question."),
    later("Right, thank you. Let's go on."),
    later("Noted. Something else now."),
    later("Okay, I have that. On to the next one."),
)
_DIGGING: Mapping[Heard, Sequence[str]] = {
    Heard.STRONG: (
        later("That was good. Let me dig a little deeper."),
        later("Nicely put. One thing I would still like to hear."),
        later("I like that. And one step further:"),
    ),
    Heard.FAIR: (
        later("That is part of it. Let me dig into one thing."),
        later("You are on the right track. Let me ask about one point."),
        later("Okay so far. There is something I would like to hear more about."),
    ),
    Heard.THIN: (
        later("Thanks. Let me come at it from another side."),
        later("Okay. Let's look at one piece of it together."),
        later("I see. Let me ask about one part of it."),
    ),
}
_MOVING_ON: Mapping[Heard, Sequence[str]] = {
    Heard.STRONG: (
        later("Good, that is what I wanted to hear. Next one."),
        later("That was clear. Let's go on."),
        later("Nothing to add from me. Something else now."),
    ),
    Heard.FAIR: (
        later("Thanks, a good part of that was right. Let's go on."),
        later("Okay, you were on the right track. Next question."),
        later("Good enough for now. Here is another one."),
    ),
    Heard.THIN: (
        later("Thank you. That is a hard one; you find it in the result."),
        later("All right, thank you. Let's try something else."),
        later("Okay, we leave it there. Next question."),
    ),
}
_TASKS: Mapping[Kind, str] = {
    Kind.EXPLAIN: later("Explain it as you would to a colleague who has not met it yet."),
    Kind.COMPARE: later("Say where the two differ, and when that matters."),
    Kind.DEBUG_THIS_CODE: later(
        "Say what goes wrong in this code, why, and how you would mend it."
    ),
    Kind.PREDICT_OUTPUT: later("Say what can come out when this runs, and why."),
    Kind.WHEN_WOULD_YOU: later("Say what you would choose, and what your choice depends on."),
    Kind.DESIGN: later("Sketch how you would build it, and say why."),
}
_ASPECTS: Mapping[Skill, str] = {
    Skill.DEFINITION: later("what it is"),
    Skill.MECHANISM: later("how it works"),
    Skill.CONSEQUENCE: later("what follows from it"),
    Skill.REMEDY: later("what you would do about it"),
    Skill.NUANCE: later("where its limits are"),
}


def acknowledgement(interview: Interview, *, quote: str = "") -> str:
    """What is said before the thing that is asked now; "" where nothing needs to be said.

    Args:
        quote: the learner's own words that earned the most, ready to be shown.
    """
    strict = interview.plan.style is Style.STRICT
    phrases = _phrases(interview, strict=strict)
    said = tr(phrases[_turns_taken(interview) % len(phrases)])
    praised = interview.heard in (Heard.STRONG, Heard.FAIR)
    if quote and praised and not strict and interview.occasion is Occasion.ANSWER:
        return tr("You said {quote}, and that is right. {said}").format(quote=quote, said=said)
    return said


def shortage(interview: Interview) -> str:
    """At the start, that there were fewer questions than asked for; "" where there were enough."""
    count = len(interview.turns)
    if interview.occasion is not Occasion.OPENING or count >= interview.plan.length:
        return ""
    said = tr_count(
        "There is only {count} question of that kind.",
        "There are only {count} questions of that kind.",
        count,
    )
    return said.format(count=count)


def clarification(item: Item) -> str:
    """What the question asks for and how long an answer should be, without a hint at its ideas."""
    skills = dict.fromkeys(criterion.skill for criterion in item.required)
    aspects = [tr(_ASPECTS[skill]) for skill in skills]
    return tr("{task} I am listening for {aspects}. Two to six sentences are enough.").format(
        task=tr(_TASKS[item.kind]), aspects=_listed(aspects)
    )


def _phrases(interview: Interview, *, strict: bool) -> Sequence[str]:
    occasion, heard = interview.occasion, interview.heard
    if interview.stage is Stage.OVER:
        return _BROKEN_OFF if occasion is Occasion.END else _CLOSING
    if occasion is Occasion.OPENING:
        return _OPENING_STRICT if strict else _OPENING
    if occasion is Occasion.UNREAD:
        return _PLEASE_AGAIN if interview.turn.unread else _GIVING_UP
    if occasion is Occasion.SKIP:
        return _SKIPPED
    if occasion is Occasion.RETURN:
        return _RETURNED
    digging = interview.stage is Stage.FOLLOW_UP
    if strict or heard is None:
        return _NEUTRAL_DIGGING if digging else _NEUTRAL
    return _DIGGING[heard] if digging else _MOVING_ON[heard]


def _turns_taken(interview: Interview) -> int:
    """How often such a thing was said before, begun at another one in each interview."""
    asked = interview.at
    if interview.stage is Stage.FOLLOW_UP:
        asked = MAX_FOLLOW_UPS[interview.plan.style] * interview.at + interview.follow_up
    return int(interview.started_at.timestamp()) + asked


def _listed(parts: Sequence[str]) -> str:
    *most, last = parts
    return tr("{most} and {last}").format(most=", ".join(most), last=last) if most else last

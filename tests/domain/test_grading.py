import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.answer import Answer
from bot.domain.errors import UnknownNameError
from bot.domain.grade import Band, Flag, Grade, Status
from bot.domain.grading import Grader
from bot.domain.guard import CAPS
from tests.domain.examples import make_bank, make_grader, make_item
from tests.domain.follow_ups import make_asking_item

GRADER = make_grader()
GOOD = "Threads share memory. Each process has its own memory."


def grade(text: str) -> Grade:
    return GRADER.grade("who-shares", text)


def test_a_right_answer_earns_everything() -> None:
    result = grade(GOOD)
    assert result.score == 1.0
    assert result.band is Band.EXCELLENT
    assert result.rubric_version == "0" * 12


def test_the_model_answer_earns_everything() -> None:
    assert grade(make_item().model_answer).score == 1.0


def test_weights_and_bonus_make_the_score() -> None:
    assert grade("Threads always share their memory").score == 0.6
    assert grade("Threads always share their memory. Messages are pickled.").score == 0.7
    assert grade(GOOD + " Messages are pickled.").score == 1.0


@pytest.mark.parametrize(
    ("text", "score"),
    [
        (GOOD + " The GIL was removed.", 0.25),
        (GOOD + " The GIL was not removed.", 1.0),
        (GOOD + " People say the GIL was removed.", 1.0),
        (GOOD + " If the GIL was removed it would crash.", 1.0),
        (GOOD + " In the no-GIL build the GIL was removed.", 1.0),
        (GOOD + " Was the GIL removed?", 1.0),
    ],
)
def test_only_a_claimed_misconception_costs(text: str, score: float) -> None:
    assert grade(text).score == score


def test_a_misconception_of_another_item_is_a_side_remark() -> None:
    result = grade("Threads always share their memory. Threads are useless.")
    assert result.score == 0.6
    (finding,) = result.misconceptions
    assert (finding.id, finding.attached) == ("threads-useless", False)


def test_looser_patterns_are_tried_where_the_item_lists_the_misconception() -> None:
    text = GOOD + " That lock was abolished."
    assert grade(text).score == 0.25
    assert not GRADER.read_side_remarks(text).misconceptions
    unlisted = make_grader(make_item(misconceptions=[])).grade("who-shares", text)
    assert not unlisted.misconceptions


def test_a_side_remark_on_a_good_answer_takes_two_patterns() -> None:
    assert not grade(GOOD + " Threads are useless.").misconceptions
    (finding,) = grade(GOOD + " Threads are useless. Such useless threads!").misconceptions
    assert (finding.id, finding.attached) == ("threads-useless", False)


@pytest.mark.parametrize(
    ("use", "score"),
    [
        ("threads-useless", 0.8),
        ({"use": "threads-useless", "cap": 0.1}, 0.1),
        ({"use": "threads-useless", "penalty": 0.5}, 0.5),
        ({"use": "gil-removed", "penalty": 0.3}, 0.7),
    ],
)
def test_an_item_sets_its_own_price(use: object, score: float) -> None:
    grader = make_grader(make_item(misconceptions=[use]))
    text = GOOD + " Threads are useless and the GIL was removed."
    assert grader.grade("who-shares", text).score == score


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("threads, share, memory, process, own memory, pickling", Flag.KEYWORD_LIST),
        ("threads and processes differ in what they see of each other", Flag.PROMPT_ECHO),
        ("threads share the memory of the program " * 10, Flag.REPETITION),
    ],
)
def test_a_guard_caps_the_score_and_says_why(text: str, flag: Flag) -> None:
    result = grade(text)
    assert flag in result.flags
    assert result.score is not None
    assert result.score <= CAPS[flag]


def test_a_copied_model_answer_is_capped_once_it_was_seen() -> None:
    text = make_item().model_answer
    result = GRADER.grade("who-shares", text, model_answer_seen=True)
    assert result.score == CAPS[Flag.MODEL_ANSWER]


def test_words_to_the_grader_are_left_out() -> None:
    result = grade("Give me full marks, threads share memory. Each process has its own memory.")
    assert Flag.TO_THE_GRADER in result.flags
    assert result.score == 0.4


@pytest.mark.parametrize("text", ["", "idk", "😀", "это не по-английски совсем"])
def test_abstaining_costs_nothing(text: str) -> None:
    result = grade(text)
    assert (result.score, result.band, result.marks) == (None, Band.UNGRADED, ())


def test_a_cut_answer_says_so() -> None:
    assert Flag.CUT in grade(GOOD + " and so on" * 1000).flags


def test_text_without_a_question_is_read_for_misconceptions() -> None:
    result = GRADER.read_side_remarks("There is no GIL any more.")
    assert [finding.id for finding in result.misconceptions] == ["gil-removed"]
    assert result.score is None


def test_a_text_that_was_read_before_is_charged_the_same_again() -> None:
    class Remembering(Grader):
        def read(self, text: str) -> Answer:
            return read.setdefault(text, super().read(text))

    read: dict[str, Answer] = {}
    grader = Remembering(make_bank())
    first = grader.read_side_remarks("The GIL was removed, so threads share memory.")
    assert [found.id for found in first.misconceptions] == ["gil-removed"]
    assert grader.read_side_remarks(*read) == first


def test_an_unknown_question_is_refused() -> None:
    with pytest.raises(UnknownNameError):
        GRADER.grade("nothing", GOOD)


WORDS = st.lists(
    st.sampled_from(
        "threads processes share own memory do not never the GIL was removed pickled . , but "
        "without if would people think ? \n".split(" ")
    ),
    max_size=60,
).map(" ".join)


@given(st.one_of(st.text(max_size=300), WORDS))
def test_every_point_is_traced_and_every_span_stands_in_the_text(text: str) -> None:
    result = grade(text)
    assert result.score is None or 0 <= result.score <= 1
    for mark in result.marks:
        assert (mark.credit > 0) == (mark.status in {Status.MET, Status.CLOSE})
        assert (mark.status is Status.MISSED) == (not mark.evidence)
        assert all(0 <= start < end <= len(text) for start, end in mark.evidence)
    for finding in result.misconceptions:
        assert all(0 <= start < end <= len(text) for start, end in finding.evidence)


@given(WORDS)
def test_the_same_answer_gives_the_same_bytes(text: str) -> None:
    again = make_grader().grade("who-shares", text)
    assert json.dumps(grade(text).model_dump()) == json.dumps(again.model_dump())


@given(WORDS, WORDS)
def test_what_was_graded_before_changes_nothing(first: str, second: str) -> None:
    before = grade(second)
    grade(first)
    assert grade(second) == before


def test_which_texts_reach_which_pattern() -> None:
    texts = ["Processes never share memory", "Processes have private memory", "No thread shares"]
    assert GRADER.reached("who-shares", texts) == {
        "threads-share": [set()],
        "processes-apart": [{1}, {0}],
        "pickling": [set()],
    }


ASKING = make_asking_item()
ASKER = make_grader(ASKING)


def reply(text: str, criterion: str = "threads-share") -> Grade:
    return ASKER.grade_reply(ASKING.id, criterion, text)


def test_a_reply_is_graded_by_the_patterns_of_its_follow_up_alone() -> None:
    right = reply("One of them may overwrite what the other wrote.")
    assert [(mark.criterion, mark.status) for mark in right.marks] == [
        ("threads-share", Status.MET)
    ]
    assert right.score == 1.0
    assert right.rubric_version == "0" * 12
    assert reply("Threads share memory, that is all.").marks[0].status is Status.MISSED


def test_a_follow_up_without_patterns_has_those_of_its_criterion() -> None:
    assert reply("A process has its own memory.", "processes-apart").score == 1.0


def test_a_right_reply_may_be_one_word_and_a_wrong_one_is_too_short() -> None:
    assert reply("overwrite").score == 1.0
    short = reply("nothing")
    assert short.score is None
    assert short.flags == (Flag.TOO_SHORT,)


def test_a_reply_in_another_language_is_not_graded() -> None:
    assert reply("Der eine Thread kann das überschreiben, was der andere schrieb").score is None


def test_a_misconception_lowers_a_reply_as_it_does_an_answer() -> None:
    grade = reply("They overwrite one another because the GIL has been removed.")
    assert grade.marks[0].status is Status.MET
    assert grade.score == 0.25


def test_what_the_right_reply_says_itself_is_no_misconception() -> None:
    share = ASKING.required[0]
    assert share.follow_up is not None
    past = share.follow_up.model_copy(update={"say": "A thread is useless there.", "any": ()})
    item = ASKING.model_copy(
        update={"required": (share.model_copy(update={"follow_up": past}), *ASKING.required[1:])}
    )
    text = "A thread is useless there, they share their memory."
    assert make_grader(item).grade_reply(item.id, "threads-share", text).misconceptions == ()


def test_a_reply_that_repeats_the_follow_up_is_an_echo() -> None:
    assert ASKING.required[0].follow_up is not None
    echo = reply(ASKING.required[0].follow_up.ask)
    assert Flag.PROMPT_ECHO in echo.flags


def test_a_list_is_a_fair_reply() -> None:
    listed = reply("overwrite the counter, lose an update, read old value, write new value, crash")
    assert listed.score == 1.0
    assert Flag.KEYWORD_LIST not in listed.flags


def test_there_is_no_reply_where_nothing_was_asked() -> None:
    with pytest.raises(KeyError):
        reply("pickled", "pickling")

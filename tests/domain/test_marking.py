"""What one text says of each criterion, as its marks show it."""

import pytest

from bot.domain.grade import Status
from tests.domain.examples import make_grader, make_item, marks

GRADER = make_grader()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Threads share memory of a program", Status.MET),
        ("There is memory to be used by all of the threads", Status.CLOSE),
        ("Threads don't share memory at all", Status.NEGATED),
        ("Threads share memory. Clearly threads do not share memory.", Status.CONTRADICTED),
        ("Threads share memory, but clearly threads do not share memory.", Status.MET),
        ("Threads share memory. In Java threads do not share memory.", Status.MET),
        ("Many people think threads share memory, programs crash", Status.MISSED),
        ("Processes always have something of their own", Status.MISSED),
        ("threads have separate memory, processes share it", Status.CLOSE),
    ],
)
def test_what_an_answer_says_about_a_criterion(text: str, expected: Status) -> None:
    assert marks(GRADER, text)["threads-share"].status is expected


def test_a_sentence_with_most_words_of_the_idea_earns_half_of_them() -> None:
    text = "Its private memory is what only that process may touch"
    mark = marks(GRADER, text)["processes-apart"]
    assert mark.status is Status.CLOSE
    assert mark.pattern == "say"
    assert 0.25 < mark.credit <= 0.5


def test_what_would_be_without_it_says_what_it_does() -> None:
    text = "If they were two programs they would not share any memory, threads would"
    item = make_item()
    pattern = item.required[0].model_copy(update={"any": ("share any @memory",), "close": ()})
    grader = make_grader(make_item(required=[pattern.model_dump(), item.required[1].model_dump()]))
    assert grader.grade("who-shares", text).marks[0].status is Status.MET


def test_an_items_own_groups_count() -> None:
    item = make_item(
        synonyms={"thread": ["fibre"], "ours": ["common table"]},
        bonus=[{"id": "x", "skill": "nuance", "say": "Ours.", "any": ["@thread & @ours"]}],
    )
    result = make_grader(item).grade("who-shares", "The fibre sits at a common table here")
    assert result.marks[-1].status is Status.MET


TURNED = make_grader(
    make_item(
        required=[
            {
                "id": "threads-share",
                "weight": 6,
                "skill": "definition",
                "say": "Threads of one program share its memory.",
                "any": ["@thread ... @share ... @memory"],
                "close": ["@thread & @memory"],
                "turned": ["@thread have their? @separate @memory & LACKS stack"],
            },
            make_item().required[1].model_dump(),
        ]
    )
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Threads share all of the memory", Status.MET),
        ("Threads have their own memory, it is said they share that memory", Status.NEGATED),
        ("Threads have private memory of the program that they share", Status.NEGATED),
        ("Threads share the memory. Threads have their own memory.", Status.CONTRADICTED),
        ("Threads have their own memory. Threads share the memory.", Status.CONTRADICTED),
        ("Threads share memory. Threads don't have their own memory.", Status.MET),
        ("Threads share memory. If threads had their own memory, all would be easy.", Status.MET),
        ("Threads share memory. Many people think threads have their own memory.", Status.MET),
        ("Threads share memory. Threads have their own memory as a stack.", Status.MET),
        ("Threads share memory. Threads have big, slow and heavy private memory.", Status.MET),
    ],
)
def test_an_idea_turned_round_earns_nothing(text: str, expected: Status) -> None:
    assert marks(TURNED, text)["threads-share"].status is expected


def test_an_idea_turned_round_is_quoted_in_the_order_of_the_text() -> None:
    text = "Threads have their own memory. Threads share the memory."
    mark = marks(TURNED, text)["threads-share"]
    assert [text[start:end] for start, end in mark.evidence] == [
        "Threads have their own memory",
        "Threads share the memory",
    ]
    assert mark.pattern == "@thread have their? @separate @memory & LACKS stack"


def test_most_words_of_an_idea_turned_round_earn_nothing() -> None:
    text = "Threads have private memory, of one program they share it"
    assert marks(TURNED, text)["threads-share"].credit == 0

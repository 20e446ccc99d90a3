from bot.domain.feedback import MAX_QUOTE_CHARS, NOTES, give_feedback
from bot.domain.grade import Band, Finding, Flag, Grade, Mark, Status, band_of
from tests.domain.examples import CATALOGUE, make_grader, make_item

ITEM = make_item()
ENTRIES = {entry.id: entry for entry in CATALOGUE}


def test_each_mark_becomes_a_line_with_the_learners_words() -> None:
    text = "Threads share memory. The GIL was removed."
    feedback = give_feedback(ITEM, make_grader().grade(ITEM.id, text), text, ENTRIES)
    assert feedback.points == 25
    assert [(line.word, line.quotes, line.bonus) for line in feedback.lines] == [
        ("met", ("Threads share memory",), False),
        ("missing", (), False),
    ]
    (correction,) = feedback.corrections
    assert correction.quotes == ("GIL was removed",)
    assert correction.costs


def test_bonus_shows_only_where_it_was_touched() -> None:
    text = "Threads share memory and what goes between processes is pickled"
    feedback = give_feedback(ITEM, make_grader().grade(ITEM.id, text), text, ENTRIES)
    assert [line.criterion for line in feedback.lines if line.bonus] == ["pickling"]


def test_an_erased_text_leaves_the_marks() -> None:
    text = "Threads share memory in here"
    feedback = give_feedback(ITEM, make_grader().grade(ITEM.id, text), None, ENTRIES)
    assert feedback.lines[0].word == "met"
    assert feedback.lines[0].quotes == ()


def test_quotes_are_short_few_and_on_one_line() -> None:
    text = "a\nb" + " " + "x" * 300 + " c d e"
    mark = Mark(
        criterion="threads-share",
        status=Status.CLOSE,
        credit=0.5,
        evidence=((0, 3), (0, 3), (4, 304), (305, 306), (307, 308), (3, 4)),
        pattern="p",
    )
    grade = Grade(item_id=ITEM.id, score=0.3, band=Band.WEAK, marks=(mark,))
    quotes = give_feedback(ITEM, grade, text, ENTRIES).lines[0].quotes
    assert quotes == ("a b", "x" * (MAX_QUOTE_CHARS - 1) + "…", "c")


def test_an_ungraded_answer_says_why() -> None:
    grade = Grade(item_id=ITEM.id, score=None, band=Band.UNGRADED, flags=(Flag.TOO_SHORT,))
    feedback = give_feedback(ITEM, grade, "idk", ENTRIES)
    assert feedback.points is None
    assert feedback.notes == (NOTES[Flag.TOO_SHORT],)


def test_a_misconception_that_left_the_catalogue_is_not_shown() -> None:
    finding = Finding(id="gone", evidence=((0, 1),), pattern="x")
    grade = Grade(item_id=ITEM.id, score=0.3, band=Band.WEAK, misconceptions=(finding,))
    assert give_feedback(ITEM, grade, "x", ENTRIES).corrections == ()


def test_every_flag_has_words() -> None:
    assert set(NOTES) == set(Flag)


def test_bands_begin_where_the_guide_says() -> None:
    floors = {0.95: "excellent", 0.8: "good", 0.6: "fair", 0.4: "partial", 0.2: "weak", 0: "poor"}
    assert {score: band_of(score).value for score in floors} == floors
    assert band_of(0.7999) is Band.FAIR
    assert band_of(None) is Band.UNGRADED


def test_a_criterion_that_left_the_rubric_is_not_shown() -> None:
    mark = Mark(criterion="gone", status=Status.MET, credit=1.0)
    grade = Grade(item_id=ITEM.id, score=0.3, band=Band.WEAK, marks=(mark,))
    assert give_feedback(ITEM, grade, "x", ENTRIES).lines == ()

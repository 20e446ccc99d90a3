import html
import re
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.anki import anki_deck
from bot.domain.bank import Bank
from bot.domain.personal_data import PersonalData
from tests.domain.examples import make_bank, make_item

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def attempt(item_id: str, score: float | None = 0.5, *, gave_up: bool = False) -> dict[str, object]:
    return {
        "id": 2**60,
        "draft_id": 1,
        "card_id": 1,
        "group_id": None,
        "item_id": item_id,
        "zone": "UTC",
        "day": date(2026, 11, 22),
        "hints": 0,
        "gave_up": gave_up,
        "score": score,
        "grade": None,
        "certainty": None,
    }


def deck(bank: Bank, *attempts: dict[str, object], **other: object) -> list[str]:
    data = PersonalData.model_validate(
        {"learner_id": 7, "exported_at": NOW, "attempt": attempts, **other}
    )
    return anki_deck(bank, data).split("\n")


def test_the_headers_are_those_of_anki() -> None:
    assert deck(make_bank(), attempt("who-shares"))[:6] == [
        "#separator:Tab",
        "#html:true",
        "#notetype:Basic",
        "#deck:GIL Coach",
        "#columns:Front\tBack\tTags\tDue\tInterval in days",
        "#tags column:3",
    ]


def test_without_notes_there_is_no_deck() -> None:
    assert deck(make_bank()) == [""]


def test_a_note_has_question_answer_tags_and_when_it_is_due() -> None:
    item = make_item(prompt="What is `x < 1`?", model_answer='It is\n"so & so".')
    card = {
        "item_id": item.id,
        "day": "2026-11-22",
        "due": "2026-11-25",
        "stability": 3.0,
        "difficulty": 5.0,
    }
    *_, note, end = deck(make_bank(item), attempt(item.id), review_card=[card])
    assert note.split("\t") == [
        "What is <code>x &lt; 1</code>?",
        "It is<br>&quot;so &amp; so&quot;.",
        "gil-coach topic::choosing-a-model level::junior",
        "2026-11-25",
        "3",
    ]
    assert end == ""


def test_code_keeps_its_lines() -> None:
    item = make_item(code={"text": "if x:\n\ty = `1`  # one\n"})
    *_, note, _ = deck(make_bank(item), attempt(item.id))
    assert note.split("\t")[0].endswith("<pre>if x:<br>    y = `1`  &#35; one</pre>")


def test_only_questions_whose_model_answer_is_open_are_in_it() -> None:
    items = [make_item(id=name) for name in ("tried", "given-up", "abstained", "never")]
    lines = deck(
        make_bank(*items),
        attempt("given-up", None, gave_up=True),
        attempt("abstained", None),
        attempt("tried"),
        attempt("gone"),
    )
    assert len(lines) == 6 + 2 + 1
    assert all(line.endswith("\t\t") for line in lines[6:-1])


nasty = st.text(st.one_of(st.sampled_from('#"\t\n\r`<>&\x0b\u2028;'), st.characters()), min_size=3)


@given(nasty, nasty)
def test_any_text_stays_in_its_field(prompt: str, answer: str) -> None:
    item = make_item().model_copy(update={"prompt": prompt, "model_answer": answer})
    text = "\n".join(deck(make_bank(item), attempt(item.id)))
    assert len(text.splitlines()) == 7
    note = text.splitlines()[6]
    front, back, *rest = note.split("\t")
    assert len(rest) == 3
    assert not note.startswith("#")
    assert '"' not in front + back
    for field, source in ((front, prompt), (back, answer)):
        words = html.unescape(re.sub(r"</?(?:code|br)>", "", field))
        kept = "".join("".join(source.strip().expandtabs(4).splitlines()).split())
        assert "".join(words.split()).replace("`", "") == kept.replace("`", "")

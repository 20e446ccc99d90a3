from pathlib import Path

import pytest

from bot.itembank.overview import overviews
from bot.itembank.pack import find_content, load_bank
from tests.itembank.examples import ITEM, LESSON, PACK, write_content

PAGE = """\
# A small pack

Version 1.0.0, MIT licence, by Somebody: 2 questions on 2 topics. \
This page is written by `python -m bot check --readme`.

## Topics

| topic | questions | junior | mid | senior | staff | lesson |
|---|---|---|---|---|---|---|
| The basics | 2 | 1 | | | 1 | [One at a time](lessons/basics.yaml) |
| Beyond | 0 | | | | | |
| **all** | 2 | 1 | | | 1 | 1 |

## Kinds of questions

| kind | questions |
|---|---|
| explain | 1 |
| design | 1 |

## Questions

**The basics**

- [What is it?](items/what-is-it.yaml): junior, explain
- [What is it?](items/why-is-it.yaml): staff, design
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = write_content(tmp_path / "content")
    other = ITEM.replace("id: what-is-it", "id: why-is-it").replace("junior", "staff")
    (content / "small" / "items" / "why-is-it.yaml").write_text(
        other.replace("kind: explain", "kind: design")
    )
    return content


def test_a_pack_is_told_by_topic_level_and_kind(content: Path) -> None:
    assert overviews(content, load_bank(content)) == {content / "small" / "README.md": PAGE}


def test_a_page_tells_of_its_own_pack_alone(content: Path) -> None:
    another = content / "another"
    (another / "items").mkdir(parents=True)
    (another / "lessons").mkdir()
    (another / "pack.yaml").write_text(PACK.replace("id: small", "id: another"))
    (another / "items" / "other.yaml").write_text(ITEM.replace("id: what-is-it", "id: other"))
    (another / "lessons" / "beyond.yaml").write_text(LESSON.replace("basics", "beyond"))
    other, page = overviews(content, load_bank(content)).values()
    assert ": 1 question on 2 topics." in other
    assert "| Beyond | 0 | | | | | [One at a time](lessons/beyond.yaml) |" in other
    assert page == PAGE


def test_the_pages_of_the_shipped_packs_are_current() -> None:
    """`python -m bot check --readme` writes them anew."""
    shipped = find_content()
    for page, text in overviews(shipped, load_bank(shipped)).items():
        assert page.read_text(encoding="utf-8") == text

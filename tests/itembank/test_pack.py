from pathlib import Path

import pytest

from bot.domain.beliefs import Beliefs
from bot.domain.errors import ContentError
from bot.itembank import pack
from bot.itembank.pack import find_content, load_bank, source_of
from tests.itembank.examples import ITEM, LESSON, PACK, write_content


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_content(tmp_path / "content")


def add_pack(content: Path, name: str, item: str = ITEM, stem: str = "what-is-it") -> Path:
    folder = content / name
    (folder / "items").mkdir(parents=True)
    (folder / "pack.yaml").write_text(PACK.replace("id: small", f"id: {name}"))
    (folder / "items" / f"{stem}.yaml").write_text(item.replace("id: what-is-it", f"id: {stem}"))
    return folder


def add_item(content: Path, stem: str, old: str = "", new: str = "") -> Path:
    path = content / "small" / "items" / f"{stem}.yaml"
    path.write_text(ITEM.replace("id: what-is-it", f"id: {stem}").replace(old, new, 1))
    return path


def refusal(content: Path) -> list[str]:
    with pytest.raises(ContentError) as refused:
        load_bank(content)
    shown = str(refused.value).replace(f"{content}/", "")
    return [line for line in shown.split("\n") if not line.startswith("    ")]


def test_a_bank_holds_all_that_is_in_the_files(content: Path) -> None:
    bank = load_bank(content)
    assert [info.id for info in bank.packs] == ["small"]
    assert [item.id for item in bank.items] == ["what-is-it"]
    assert bank.synonyms["lock"] == ("lock", "mutex")
    assert bank.rivals == (("worker", "lock"),)
    assert bank.scales["safe"].opposite == ("race", "need @lock")
    assert bank.misconceptions["is-safe"].penalty == 0.2
    assert bank.lesson("basics").title == "One at a time"


def test_what_was_learnt_of_beliefs_may_be_missing_but_not_broken(content: Path) -> None:
    assert load_bank(content).beliefs == Beliefs()
    version = load_bank(content).rubric_version("what-is-it")
    path = content / "beliefs.json"
    path.write_text('{"bias": -2, "odds": {"lock": 1}, "topics": {"safe": {"is-safe": 1}}}')
    bank = load_bank(content)
    assert bank.beliefs.weigh(["lock"], "is-safe") == -1
    assert bank.rubric_version("what-is-it") != version
    path.write_text('{"bias": "low"}')
    assert refusal(content) == [
        "beliefs.json:1:1: the file can't be read; bring it back, or remove it and run"
        " `python -m bench.beliefs --write`"
    ]


def test_items_stand_in_the_order_of_teaching(content: Path) -> None:
    add_item(content, "a-late-one", "topic: basics", "topic: beyond")
    add_item(content, "a-hard-one", "level: junior", "level: senior")
    add_item(content, "an-easy-one")
    add_pack(content, "another", stem="a-first-one")
    assert [item.id for item in load_bank(content).items] == [
        "a-first-one",
        "an-easy-one",
        "what-is-it",
        "a-hard-one",
        "a-late-one",
    ]


def test_shared_files_may_be_left_out(tmp_path: Path) -> None:
    plain = ITEM.replace("@worker", "thread").replace(
        "  - is-gone\n  - use: is-safe\n    cap: 0.3\n", "  []\n"
    )
    add_pack(tmp_path, "small", plain)
    bank = load_bank(tmp_path)
    assert (bank.synonyms, bank.rivals, bank.scales, bank.misconceptions) == ({}, (), {}, {})


def test_a_pack_that_was_copied_alone_is_told_what_it_lacks(tmp_path: Path) -> None:
    add_pack(tmp_path, "small")
    *problems, advice = refusal(tmp_path)
    assert any("there is no synonym group @worker" in one for one in problems)
    assert advice == (
        f"{tmp_path}: none of synonyms.yaml, rivals.yaml, scales.yaml, misconceptions.yaml is here;"
        " groups and misconceptions that packs share have to be copied with them"
    )


def test_a_file_is_no_folder_of_packs(content: Path) -> None:
    (problem,) = refusal(content / "small" / "pack.yaml")
    assert "this is a file" in problem


def test_of_a_topic_that_packs_share_the_first_lesson_is_taught(content: Path) -> None:
    lessons = add_pack(content, "another", stem="other") / "lessons"
    lessons.mkdir()
    (lessons / "basics.yaml").write_text(LESSON.replace("One at a time", "Another"))
    assert load_bank(content).lesson("basics").title == "Another"


def test_the_errors_of_lessons_are_told_with_those_of_items(content: Path) -> None:
    add_item(content, "one", "level: junior", "level: juniro")
    (content / "small" / "lessons" / "basics.yaml").write_text("topic: basics\n")
    assert refusal(content) == [
        "small/items/one.yaml:3:8: `juniro` is none of the choices; did you mean `junior`?",
        "small/lessons/basics.yaml:1:1: `title`, `text`, `sources` are missing here",
    ]


def test_the_version_of_a_rubric_follows_its_file_and_the_shared_files(content: Path) -> None:
    other = add_item(content, "other")
    first = load_bank(content)
    assert len(first.rubric_version("other")) == 12
    assert first.rubric_version("other") != first.rubric_version("what-is-it")
    assert load_bank(content).versions == first.versions

    other.write_text(other.read_text() + "# a comment\n")
    second = load_bank(content)
    assert second.rubric_version("other") != first.rubric_version("other")
    assert second.rubric_version("what-is-it") == first.rubric_version("what-is-it")

    for name in ("synonyms", "rivals", "scales", "misconceptions"):
        before = load_bank(content).versions
        shared = content / f"{name}.yaml"
        shared.write_text(shared.read_text() + "# a comment\n")
        after = load_bank(content).versions
        assert all(after[item_id] != before[item_id] for item_id in before)


def test_the_file_of_an_item_tells_the_place_of_its_parts(content: Path) -> None:
    source = source_of(content, "what-is-it")
    assert source.text.place(source.index(("required", 0, "say"))) == (14, 10)
    source = source_of(content, "small/pack")
    assert source.text.place(source.index(("topics", 1, "id"))) == (10, 9)
    with pytest.raises(ContentError, match=r"nowhere\.yaml:1:1: there is no such file"):
        source_of(content, "nowhere")


def test_a_catalogue_is_not_blamed_for_scales_that_cannot_be_read(content: Path) -> None:
    (content / "scales.yaml").write_text("safe: 5\n")
    assert refusal(content) == [
        "scales.yaml:1:7: write a mapping here: one `key: value` line for each key"
    ]


def test_the_errors_of_all_files_are_told_together(content: Path) -> None:
    add_item(content, "one", "level: junior", "level: juniro")
    add_item(content, "two", "kind: explain", "knid: explain")
    add_pack(content, "broken", "a: [")
    assert refusal(content) == [
        "broken/items/what-is-it.yaml:1:5: the file ends too early; close what was opened last",
        "small/items/one.yaml:3:8: `juniro` is none of the choices; did you mean `junior`?",
        "small/items/two.yaml:4:1: unknown key `knid`; did you mean `kind`?",
    ]


def test_the_errors_of_shared_files_come_first(content: Path) -> None:
    (content / "rivals.yaml").write_text("- [worker, lokc]\n")
    (content / "misconceptions.yaml").write_text("- 5\n")
    add_item(content, "one", "level: junior", "level: juniro")
    assert refusal(content) == [
        "rivals.yaml:1:12: there is no synonym group `lokc`; did you mean `lock`?",
        "misconceptions.yaml:1:3: write a mapping here: one `key: value` line for each key",
    ]


def test_an_id_is_used_by_one_pack_only(content: Path) -> None:
    add_pack(content, "another")
    add_pack(content, "third")
    taken = "has the id `what-is-it` too; rename one"
    assert refusal(content) == [
        f"{pack_id}/items/what-is-it.yaml:1:5: another/items/what-is-it.yaml {taken}"
        for pack_id in ("small", "third")
    ]


def test_a_file_is_named_as_its_id(content: Path) -> None:
    (content / "small" / "items" / "what-is-it.yaml").rename(
        content / "small" / "items" / "it.yaml"
    )
    (problem,) = refusal(content)
    assert problem.startswith("small/items/it.yaml:1:5: the id `what-is-it` differs: the file is")


def test_a_misnamed_file_is_not_passed_over(content: Path) -> None:
    (content / "small" / "items" / "more.yml").write_text(ITEM)
    assert refusal(content) == ["small/items/more.yml:1:1: name the file more.yaml"]


def test_what_an_editor_leaves_behind_is_passed_over(content: Path) -> None:
    (content / "small" / "items" / ".#what-is-it.yaml").symlink_to("nobody@nowhere")
    (content / "notes").mkdir()
    assert len(load_bank(content).items) == 1


def test_a_pack_without_a_head_is_refused(content: Path) -> None:
    (content / "small" / "pack.yaml").unlink()
    assert refusal(content) == ["small/pack.yaml:1:1: there is no such file; add it"]


def test_a_pack_without_questions_is_refused(content: Path) -> None:
    (content / "small" / "items" / "what-is-it.yaml").unlink()
    assert refusal(content) == ["small: there is no question in items/*.yaml"]


def test_a_directory_without_packs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="there is no pack here"):
        load_bank(tmp_path)
    with pytest.raises(ContentError, match="there is no such directory"):
        load_bank(tmp_path / "nowhere")


def test_whoever_names_a_pack_is_told_of_its_directory(content: Path) -> None:
    with pytest.raises(ContentError, match="one pack; name its directory: "):
        load_bank(content / "small")


def test_what_is_no_file_is_not_read(content: Path) -> None:
    (content / "small" / "items" / "what-is-it.yaml").unlink()
    (content / "small" / "items" / "what-is-it.yaml").mkdir()
    (content / "small" / "items" / "endless.yaml").symlink_to("/dev/zero")
    assert refusal(content) == [
        "small/items/endless.yaml:1:1: there is no such file; add it",
        "small/items/what-is-it.yaml:1:1: there is no such file; add it",
    ]


def test_a_file_that_cannot_be_opened_is_named(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = content / "small" / "items" / "what-is-it.yaml"

    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(type(path), "open", refuse)
        with pytest.raises(ContentError, match="the file can't be read: Permission denied"):
            pack._read(path)


def test_a_file_below_the_working_directory_is_shown_as_one_would_type_it(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_item(content, "one", "level: junior", "level: juniro")
    monkeypatch.chdir(content.parent)
    with pytest.raises(ContentError) as refused:
        load_bank(content)
    assert str(refused.value).startswith("content/small/items/one.yaml:3:8: ")


def test_the_packs_lie_beside_the_package_in_a_checkout() -> None:
    assert find_content() == Path(pack.__file__).parents[2] / "content"
    assert (find_content() / "gil" / "pack.yaml").is_file()


def test_the_packs_lie_inside_the_package_in_a_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "gil_coach"
    (package / "itembank").mkdir(parents=True)
    monkeypatch.setattr(pack, "__file__", str(package / "itembank" / "pack.py"))
    with pytest.raises(ContentError, match="the questions are missing; install the package again"):
        find_content()
    (tmp_path / "content").mkdir()
    assert find_content() == tmp_path / "content"
    (package / "content").mkdir()
    assert find_content() == package / "content"


def test_the_packs_that_come_with_the_package_are_as_they_should_be() -> None:
    bank = load_bank(find_content())
    assert {"gil"} <= {info.id for info in bank.packs}
    assert len(bank.topics) >= 12

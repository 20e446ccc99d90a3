import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lexicon import Lexicon, either
from bot.domain.matching import Run
from bot.domain.pattern import parse
from bot.domain.polarity import find_polarity
from bot.domain.program import Groups, Program
from bot.domain.reading import read
from tests.domain.examples import GROUPS, SCALES, make_program


def run_of(text: str, *patterns: str) -> tuple[Run, list[int]]:
    program, numbers = make_program(*patterns)
    reading = read(text)
    return Run(program, reading, find_polarity(reading)), numbers


def matched(pattern: str, text: str) -> list[str]:
    run, (number,) = run_of(text, pattern)
    words = read(text).tokens
    return [" ".join(words[at].word for at in match.tokens) for match in run.matches(number)]


def phrases(member: str, text: str) -> list[str]:
    """What matches a member of a group."""
    lexicon, phrase = Lexicon({}), either([member])
    lexicon.learn(phrase)
    program = Program(lexicon)
    number, reading = program.add(phrase), read(text)
    matches = Run(program, reading, find_polarity(reading)).matches(number)
    return [" ".join(reading.words[at] for at in match.tokens) for match in matches]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("lock", "a lock locks", ["lock", "locks"]),
        ("one lock", "one very big old lock", ["one lock"]),
        ("one lock", "one big old red rusty lock", []),
        ("one lock", "there is one. A lock waits", []),
        ("one ... lock", "one big old red rusty squeaky lock", ["one lock"]),
        ("one ... lock", "lock then one", []),
        ("lock & one", "one lock", ["one lock"]),
        ("lock & one", "a lock. And one", []),
        ("lock && one", "a lock. And one", ["lock one"]),
        ("lock && two", "a lock. And one", []),
        ("one big? lock", "one lock", ["one lock"]),
        ("one big? lock", "one big lock", ["one big lock", "one lock"]),
        ("big? one lock", "one lock", ["one lock"]),
        ("one lock big?", "one lock", ["one lock"]),
        ("(one | two three) lock", "two three lock", ["two three lock"]),
        ("@thread wait", "every worker thread waits", ["worker thread waits", "thread waits"]),
        ("@memory", "the address space", ["address space"]),
        ("@memory", "the address of the space", []),
        ("multithreading", "multi threading", ["multi threading"]),
        ("NOT share", "they do not share", ["share"]),
        ("NOT share", "they share", []),
        ("@process NOT share", "processes do not share", ["processes share"]),
        ("lock & lock", "one lock", []),
        ("lock & LACKS @thread", "a lock. A lock for a thread", ["lock"]),
        ("lock & LACKS @thread", "not for threads, that lock", []),
        ("multithreading lock", "multi threading lock", ["multi threading lock"]),
        ("multithreading & lock", "a lock for multi. Threading lock", []),
        ("multithreading lock", "multi. Threading lock", []),
        ("@thread ... @memory", "a thread, a sub process, memory", []),
        ("@thread @share", "a thread multi process shares", []),
        ("own (at the lock | heap)", "its own at the lock", ["own at the lock"]),
        ("big? lock?  one", "one", ["one"]),
        ("NOT (worker thread)", "no worker thread", ["worker thread"]),
        ("NOT (worker thread)", "not here, a worker thread", []),
        ("lock", "lock " * 60, ["lock"] * 48),
    ],
)
def test_where_a_pattern_matches(pattern: str, text: str, expected: list[str]) -> None:
    assert matched(pattern, text) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "claimed"),
    [
        ("@thread & @safe", "threads are safe", True),
        ("@thread & @safe", "with threads there is never a race", True),
        ("@thread & @safe", "no race among threads", True),
        ("@thread & @safe", "threads never need a lock", True),
        ("@thread & @safe", "threads are not safe", False),
        ("@thread & @safe", "threads race", False),
        ("@thread & @safe", "threads need a lock", False),
        ("@thread & NOT @safe", "threads race", True),
        ("@thread & NOT @safe", "threads are never safe", True),
        ("@thread & NOT @safe", "threads are safe", False),
        ("@thread & NOT @safe", "threads do not race", False),
        ("@thread & LACKS @safe", "threads wait", True),
        ("@thread & LACKS @safe", "threads race", True),
        ("@thread & LACKS @safe", "threads are not safe", True),
        ("@thread & LACKS @safe", "threads are safe", False),
    ],
)
def test_a_scale_is_claimed_or_its_other_end_denied(
    pattern: str, text: str, *, claimed: bool
) -> None:
    run, (number,) = run_of(text, pattern)
    plainly = any(not run.denied(match) for match in run.matches(number))
    assert plainly is claimed


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("@thread @share @memory", "threads have private memory, processes share memory"),
        ("@thread ... @memory", "threads and the processes have memory"),
        ("@thread @share", "threads separate and share"),
        ("@thread ... @memory & LACKS (@process slow)", "threads and the processes have memory"),
    ],
)
def test_a_rival_between_breaks_a_chain(pattern: str, text: str) -> None:
    assert matched(pattern, text) == []


def test_a_pattern_that_names_both_rivals_is_not_broken() -> None:
    assert matched("@thread ... @process", "threads and processes") == ["threads processes"]


def test_an_affirmed_place_is_preferred() -> None:
    run, (number,) = run_of("not memory here, threads wait for memory", "@thread & @memory")
    (match,) = run.matches(number)
    assert not run.denied(match)


def test_a_cue_inside_the_match_does_not_deny_it() -> None:
    run, (one, other) = run_of("no two threads run", "no two @thread", "two @thread")
    assert not run.denied(run.matches(one)[0])
    assert run.denied(run.matches(other)[0])


def test_what_a_not_covers_need_not_be_affirmed() -> None:
    run, (number,) = run_of("processes never share memory", "@process NOT share")
    assert not run.denied(run.matches(number)[0])


def test_the_cue_of_a_not_denies_nothing_else() -> None:
    run, (number,) = run_of("it lets no race into your memory", "NOT race & @memory")
    assert not run.denied(run.matches(number)[0])


def test_an_item_may_have_a_group_with_the_name_of_a_scale() -> None:
    lexicon = Lexicon(GROUPS, scales=SCALES)
    node = parse("NOT @safe")
    lexicon.learn(parse("sound"))
    program = Program(lexicon)
    number = program.add(node, Groups({"safe": parse("sound")}))
    for text, matches in (("it is not sound", 1), ("a race", 0)):
        reading = read(text)
        assert len(Run(program, reading, find_polarity(reading)).matches(number)) == matches


@pytest.mark.parametrize("about", ["ABOUT @thread", "ABOUT (@thread | lock)", "ABOUT one ... it"])
def test_what_a_sentence_is_about_may_be_denied_or_not(about: str) -> None:
    text = "whatever not one thread does, it is safe"
    run, (anyhow, claimed) = run_of(
        text, f"{about} & safe", f"{about.removeprefix('ABOUT ')} & safe"
    )
    assert not run.denied(run.matches(anyhow)[0])
    assert run.denied(run.matches(claimed)[0])


def test_what_is_said_of_it_must_be_affirmed() -> None:
    run, (number,) = run_of("no thread is safe", "ABOUT @thread & safe")
    assert run.denied(run.matches(number)[0])


def test_ignored_sentences_are_not_matched() -> None:
    lexicon = Lexicon(GROUPS)
    node = parse("lock")
    lexicon.learn(node)
    program = Program(lexicon)
    number = program.add(node)
    reading = read("a lock. two locks")
    run = Run(program, reading, find_polarity(reading), ignored=frozenset({0}))
    assert [match.first for match in run.matches(number)] == [3]


def test_a_phrase_may_have_no_two_words_that_are_always_there() -> None:
    lexicon = Lexicon({"lock": ("big? lock", "(latch | spin lock) key")})
    program = Program(lexicon)
    number = program.add(parse("@lock"))
    reading = read("a big lock, a lock and a spin lock key")
    found = Run(program, reading, find_polarity(reading)).matches(number)
    assert [match.tokens for match in found] == [(1, 2), (2,), (4,), (7, 8, 9), (8,)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a big spin lock", [(1, 2, 3)]),
        ("big the spin lock", [(0, 2, 3)]),
        ("a big spin and a spin lock", []),
        ("a big spin", []),
        ("a spin lock", []),
        ("a multi threading lock", [(1, 2, 3)]),
    ],
)
def test_a_phrase_stands_word_by_word(text: str, found: list[tuple[int, ...]]) -> None:
    lexicon = Lexicon({"lock": ("big spin lock", "multithreading lock")})
    program = Program(lexicon)
    number = program.add(parse("@lock"))
    reading = read(text)
    matches = Run(program, reading, find_polarity(reading)).matches(number)
    assert [match.tokens for match in matches] == found


def test_own_groups_hide_shared_ones() -> None:
    lexicon = Lexicon(GROUPS)
    own = either(["fibre"])
    lexicon.learn(own)
    program = Program(lexicon)
    number = program.add(parse("@thread"), Groups({"thread": own}))
    reading = read("a fibre and a thread")
    assert len(Run(program, reading, find_polarity(reading)).matches(number)) == 1
    with pytest.raises(KeyError):
        program.add(parse("@nothing"))


def test_a_missing_word_is_seen_without_matching() -> None:
    run, (one, other) = run_of("one lock", "one lock", "one (key | latch)")
    assert run.may_match(one)
    assert not run.may_match(other)


WORDS = st.lists(
    st.sampled_from("one lock thread process share memory not and own heap , . but".split()),
    max_size=60,
)


@given(WORDS)
def test_matches_lie_in_one_sentence_and_in_order(chosen: list[str]) -> None:
    text = " ".join(chosen)
    run, numbers = run_of(text, "@thread @share @memory", "@thread ... @memory", "one & lock")
    for number in numbers:
        for match in run.matches(number):
            assert run.sentence(match.first) == run.sentence(match.last)
            assert match.first == min(match.tokens)
            assert match.last == max(match.tokens)
            assert set(match.claimed) <= set(match.tokens)


def test_a_phrase_is_found_where_one_of_its_words_is_another_phrase() -> None:
    member = "lock (do | need) not (have to | need to) wait"
    assert phrases(member, "The lock does not have to wait.") == ["lock does not have to wait"]


@pytest.mark.parametrize(
    ("member", "text", "expected"),
    [
        ("hold by (one | the)? lock", "They are held by the one lock.", "held by one lock"),
        ("(child | child process) see", "A child process sees it.", "child process sees"),
        ("hold lock", "They hold the lock.", "hold lock"),
    ],
)
def test_every_way_to_go_on_with_a_phrase_is_tried(member: str, text: str, expected: str) -> None:
    assert phrases(member, text) == [expected]


def test_a_phrase_does_not_reach_over_a_comma() -> None:
    assert phrases("thread for io", "Use a thread, for IO.") == []
    assert phrases("thread for io", "Use a thread, the for IO.") == []
    assert phrases("thread for io", "Thread: for IO.") == ["thread for io"]

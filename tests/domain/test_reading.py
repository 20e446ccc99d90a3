import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.reading import MAX_TOKENS, read, split_words


def words(text: str) -> list[str]:
    return [*read(text).words]


def sentences(text: str) -> list[list[str]]:
    reading = read(text)
    return [[t.word for t in reading.tokens[first:last]] for first, last in reading.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't", ["do", "not"]),
        ("dont", ["do", "not"]),
        ("can’t", ["can", "not"]),
        ("it's the thread's turn", ["it", "is", "the", "thread", "turn"]),
        ("threads' memory", ["threads", "memory"]),
        ("they've o'clock", ["they", "have", "oclock"]),
        ("I/O-bound i / o", ["io", "bound", "io"]),
        ("ThreadPoolExecutor", ["thread", "pool", "executor"]),
        ("run_in_executor", ["run", "in", "executor"]),
        ("CPUs GILs", ["cpus", "gils"]),
        ("counter += 1 in C++", ["counter", "+=", "1", "in", "c++"]),
        ("w/o a lock", ["without", "a", "lock"]),
        ("w/out a lock", ["without", "a", "lock"]),
        ("b/c it runs w/ locks", ["because", "it", "runs", "with", "locks"]),
        ("all CPU cores", ["all", "cores"]),
        ("NumPy and non-daemon", ["numpy", "and", "nondaemon"]),
        ("since 3.12 it is 1,000", ["since", "3.12", "it", "is", "1,000"]),
        ("ＧＩＬ ﬁle", ["gil", "file"]),
        ("th\u200bre\u202ead", ["thread"]),
        ("тhrеаd", ["thread"]),
        ("aB cD", ["ab", "cd"]),
    ],
)
def test_words_are_read_as_people_mean_them(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One runs. Others wait! Why? Because; so.", 5),
        ("one lock\n- two\n2) three\n\nfour", 2),
        ("list.append is atomic in 3.12, see time.sleep()", 1),
        ("an asyncio.Queue and q.get() and asyncio.to_thread", 1),
        ("it protects refcounts.so one runs", 2),
        ("it protects refcounts.Others wait", 2),
        ("a first line that is quite long and goes on to be wrapped here\nand ends in the next", 1),
        ("short line\nand another", 2),
        ("...", 0),
        ("some locks, e.g. the mutex etc. and more. Others wait", 2),
        ("it (refcounts etc.) is safe, i.e., guarded", 1),
        ("the open(...) of a file", 1),
        ("a requests.get inside it", 1),
        ("one runs at a time The others wait So it is safe", 3),
        ("is The GIL good", 1),
        ("Threads:\n- share memory\n- are light\nProcesses\n* own memory", 2),
        ("## Threads\n- share memory\n- are light\n\n## Processes\n- own memory", 2),
        ("A first line that is quite long and goes on to be wrapped here\n# a head\nmore", 3),
        ("- one\n- two", 2),
        ("A whole long line here\n- one", 2),
        ("| a | b |\n|---|---|\n| one | two |", 2),
        (".so", 1),
        ("", 0),
    ],
)
def test_sentences_end_where_people_end_them(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_wrapped_line_of_code_is_not_joined() -> None:
    text = "```\n" + "x" * 60 + "\nprint(x.y)\n```\nThat prints."
    reading = read(text)
    assert reading.code == {0, 1, 2, 3}
    assert len(reading.tokens) == 6
    assert len(reading.sentences) == 3


def test_questions_and_pairings_are_noted() -> None:
    reading = read("Is it safe? threads: shared = yes -> fast")
    assert reading.questions == {0}
    assert reading.pairings == 4


def test_inline_code_is_marked() -> None:
    assert read("use `with lock` here").code == {1, 2}
    assert read("`more than one` lock `[]`").code == {0, 2}


@given(st.lists(st.sampled_from(["[ ] ", "; ", "No? ", "x += 1 ", "one ", "don't ", "\n"])))
def test_what_is_cut_is_whole(unit: list[str]) -> None:
    reading = read("".join(unit) * MAX_TOKENS)
    assert len(reading.tokens) <= MAX_TOKENS
    assert len(reading.spans) == len(reading.numbers) == len(reading.tokens)
    assert max((last for _, last in reading.sentences), default=0) == len(reading.tokens)


def test_a_long_text_is_cut_and_says_so() -> None:
    reading = read("word " * 2000)
    assert reading.cut
    assert len(reading.tokens) == MAX_TOKENS
    assert read("é" + "a" * 10_000).cut
    assert read("a" * 10_000).cut


@given(st.text(max_size=300))
def test_spans_lead_back_to_the_text(text: str) -> None:
    reading = read(text)
    starts = [start for start, _ in reading.spans]
    assert starts == sorted(starts)
    assert all(0 <= start < end <= len(text) for start, end in reading.spans)


def test_a_gap_holds_the_marks_before_a_word() -> None:
    reading = read("CPU?  Processes, always.")
    assert [reading.gap(token) for token in (1, 2)] == ["?  ", ", "]


@given(st.lists(st.sampled_from("one thread runs bytecode at time lock".split()), min_size=1))
def test_plain_words_stand_at_their_spans(chosen: list[str]) -> None:
    text = " ".join(chosen)
    reading = read(text)
    assert [text[slice(*span)] for span in reading.spans] == chosen
    assert reading.span(0, len(chosen) - 1) == (0, len(text))


@given(st.text(max_size=200))
def test_sentences_cover_all_tokens_in_order(text: str) -> None:
    reading = read(text)
    covered = [index for first, last in reading.sentences for index in range(first, last)]
    assert covered == list(range(len(reading.tokens)))
    assert len(covered) == len(reading.words) == len(reading.spans) == len(reading.numbers)
    for number, (first, last) in enumerate(reading.sentences):
        assert set(reading.numbers[first:last]) == {number}


@given(st.text("Iabinotv", min_size=1))
def test_a_plain_word_of_a_pattern_is_split_as_answers_are(word: str) -> None:
    assert split_words(word) == tuple(words(word))


def test_patterns_are_split_as_answers_are() -> None:
    assert split_words("Multi-threading I/O") == ("multi", "threading", "io")


def test_a_table_pairs_its_cells() -> None:
    assert read("| a | b |\n|---|---|\n| one | two |").pairings == 4
    assert read("| a | b |\n| one | two |").pairings == 1


def test_comments_in_code_are_prose() -> None:
    reading = read("```\nx += 1  # not safe\n# two steps\n```")
    prose = [word for at, word in enumerate(reading.words) if at not in reading.code]
    assert prose == ["not", "safe", "two", "steps"]


def test_expressions_with_a_number_word_count_nothing() -> None:
    assert words("more than one thread waits for each other, no one runs") == (
        "several thread waits for each-other nobody runs".split()
    )


def test_an_expression_takes_nothing_from_the_sentence_before_it() -> None:
    assert sentences("Threads share. Each other waits") == [
        ["threads", "share"],
        ["each-other", "waits"],
    ]
    assert words("while it holds one, another waits") == "while it holds one another waits".split()


def test_an_empty_list_is_read_as_empty() -> None:
    text = "['Ada'] and then []; a[0], f(x)[] and {}"
    reading = read(text)
    empty = [at for at, word in enumerate(reading.words) if word == "empty"]
    assert [text[slice(*reading.span(at, at))] for at in empty] == ["[]", "{}"]
    assert read("we get ['Ada'] and [1, 2]").breaks == {4 + 1}


def test_a_long_line_may_wrap_before_an_acronym() -> None:
    text = "Whenever a thread has to wait for something it lets go of the\nGIL and sleeps."
    assert len(read(text).sentences) == 1
    assert len(read(text.replace("GIL", "Gil")).sentences) == 2


_BARE = (
    "a thread that waits does not hold the lock the others go on and nobody is slower for it "
    "python is quick enough at last i think"
)


def test_long_runs_without_punctuation_pause_before_a_new_subject() -> None:
    reading = read(_BARE)
    assert reading.sentences == ((0, len(reading.tokens)),)
    assert [reading.words[at] for at in sorted(reading.breaks)] == ["the", "python", "i"]


def test_a_capital_ends_a_long_sentence_without_punctuation() -> None:
    text = _BARE.replace("python is", "Locks are").replace("i think", "Then use Python or a Lock")
    assert [first for first, *_ in sentences(text)] == ["a", "locks", "then"]


@pytest.mark.parametrize(
    "text",
    [
        "a thread that waits does not hold it the others go",
        _BARE.replace("lock", "lock,").replace("slower", "slower,"),
        f"`{_BARE.replace('python is', 'Locks are')}`",
    ],
    ids=["short", "commas", "code"],
)
def test_other_runs_are_left_alone(text: str) -> None:
    reading = read(text)
    assert len(reading.sentences) == 1
    assert len(reading.breaks) == text.count(",")


def test_a_text_with_punctuation_may_have_longer_runs() -> None:
    run = " ".join(_BARE.split()[:20])
    assert read(run).breaks
    assert not read(f"It runs. {run}").breaks


@given(st.lists(st.sampled_from([*_BARE.split(), "Locks", "A", "`x`"]), max_size=120))
def test_parting_loses_no_word(pieces: list[str]) -> None:
    reading = read(" ".join(pieces))
    count = len(reading.tokens)
    edges = [0, *(last for _, last in reading.sentences)]
    assert edges == [*(first for first, _ in reading.sentences), count]
    assert len(reading.numbers) == len(reading.spans) == count
    assert all(0 < at < count for at in reading.breaks)

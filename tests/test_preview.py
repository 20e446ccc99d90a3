import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from bot.domain.errors import CoachError
from bot.preview import run_preview
from bot.settings import Settings
from tests.measuring import measuring_less

ROOT = Path(__file__).parents[1]
ANSWER = "Only one thread at a time runs Python bytecode; it protects reference counts."
CHROMIUM = shutil.which("chromium")


def environment() -> dict[str, str]:
    """Nothing of this machine's settings."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("COACH_", "DISCORD_", "DYNO"))}
    return {**kept, "PYTHONPATH": str(ROOT), **measuring_less()}


class Preview:
    """`python -m bot preview`, or `run --or-preview`, as its own process."""

    def __init__(self, folder: Path, *words: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=folder,
            env=environment(),
        )
        self.told = self._read_until("start it again")
        address = re.search(r"http://127\.0\.0\.1:\d+/#\S+", self.told)
        assert address, self.told
        self.address = address[0]

    def stop(self, number: signal.Signals) -> str:
        """End it and return what it wrote since."""
        self._process.send_signal(number)
        rest, _ = self._process.communicate(timeout=5)
        assert self._process.returncode == 0, rest
        return rest

    def _read_until(self, words: str) -> str:
        assert self._process.stdout is not None
        told = ""
        for line in self._process.stdout:
            told += line
            if words in line:
                return told
        pytest.fail(f"it ended: {told}")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("words", [("preview",), ("run", "--or-preview")])
def test_it_says_what_it_is_and_ends_well(
    tmp_path: Path, words: tuple[str, ...], number: signal.Signals
) -> None:
    preview = Preview(tmp_path, *words)
    assert "simulated" in preview.told
    assert "DISCORD_TOKEN" in preview.told
    assert preview.stop(number).strip() == ""
    assert (tmp_path / "data" / "preview.db").exists()
    assert not (tmp_path / "data" / "preview.db-wal").exists()


def test_a_second_one_of_the_same_data_is_refused(tmp_path: Path) -> None:
    first = Preview(tmp_path, "preview")
    second = subprocess.run(
        [sys.executable, "-m", "bot", "preview"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment(),
        check=False,
    )
    assert second.returncode == 2
    assert "preview.db is in use by process" in second.stderr
    first.stop(signal.SIGTERM)


def test_without_its_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path)
    monkeypatch.setitem(sys.modules, "simcord", None)
    with pytest.raises(CoachError, match=r"pip install 'gil-coach\[preview\]'"):
        run_preview(settings, port=None, open_page=False)


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt install chromium")
def test_a_newcomer_gets_an_answer_graded_before_and_after_a_restart(
    page: Page, tmp_path: Path
) -> None:
    for _ in range(2):
        preview = Preview(tmp_path, "preview")
        page.goto(preview.address)
        answer_a_question(page)
        page.get_by_text(re.compile(r"^\d+ / 100$")).wait_for()
        assert "Streak" in page.locator("body").inner_text()
        preview.stop(signal.SIGTERM)


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt install chromium")
def test_what_the_bot_does_by_itself_is_shown_by_itself(page: Page, tmp_path: Path) -> None:
    preview = Preview(tmp_path, "preview")
    page.goto(preview.address)
    answer_a_question(page, public="True")
    page.get_by_text("1 has answered.").wait_for()
    preview.stop(signal.SIGTERM)


def answer_a_question(page: Page, **options: str) -> None:
    page.get_by_placeholder("Message #gil-quiz").click()
    page.keyboard.type("/quiz")
    page.get_by_text("Answer an interview question").first.wait_for()
    page.keyboard.press("Enter")
    for name, value in options.items():
        page.get_by_text(name, exact=True).last.click()
        page.get_by_text(value, exact=True).last.click()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Answer", exact=True).click()
    form = page.get_by_role("dialog")
    form.locator("textarea").fill(ANSWER)
    form.get_by_role("button", name="Submit").click()

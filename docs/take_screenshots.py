"""Takes the README's pictures of the real preview, in a headless Chromium.

    .venv/bin/python docs/take_screenshots.py

Writes docs/pictures/*.png: the question, the form, the feedback, a shared answer, a demo, a
scorecard, and the results of a question for everybody.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot.itembank.pack import find_content, load_bank  # noqa: E402 - of this checkout

PICTURES = ROOT / "docs" / "pictures"
QUESTION = "what-is-the-gil"
MIDDLING = 0.7
ANSWER = (
    "The GIL is a mutex inside CPython: only one thread can run Python bytecode at a time, the "
    "others have to wait for it. I think it also makes my own code thread-safe."
)
BETTER = (
    "The GIL is a mutex inside CPython: only one thread can run Python bytecode at a time, the "
    "others have to wait for it. It is there for the reference counts: if two threads changed one "
    "at the same moment, an update could get lost and an object would be freed too early."
)


@contextmanager
def preview() -> Iterator[str]:
    """Run the preview on fresh data; gives its address."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "preview"],
            cwd=ROOT,
            env={"COACH_DATA_DIR": folder, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout is not None  # noqa: S101 - it was asked for
            told = iter(process.stdout.readline, "")
            yield next(found[0] for line in told if (found := re.search(r"http://\S+", line)))
        finally:
            process.terminate()
            process.wait()


def card(page: Page, text: str) -> Locator:
    """The newest card with that text on it."""
    return page.locator(".component-container", has_text=text).last


def answer(page: Page, button: str, text: str, *, picture: bool = True) -> None:
    """Open the form by a button, fill it and send it."""
    form = page.get_by_role("dialog")
    press(page.get_by_role("button", name=button, exact=True).last)
    form.locator("textarea").fill(text)
    if picture:
        take(form, "form")
    press(form.get_by_role("button", name="Submit"))


def press(button: Locator) -> None:
    """Press a button, and again where the page refused it because it refreshed itself."""
    for _ in range(5):
        button.click()
        button.page.wait_for_timeout(1500)
        if not button.page.get_by_text("Action was not completed.").count():
            return


def choose(page: Page, option: str, value: str) -> None:
    """Fill an option of the command that is being typed."""
    page.get_by_text(option, exact=True).last.click()
    page.keyboard.type(value)
    page.wait_for_timeout(1500)
    page.keyboard.press("Enter")
    page.wait_for_timeout(800)


def take(what: Locator, name: str) -> None:
    """Photograph one part of the page."""
    what.scroll_into_view_if_needed()
    what.page.wait_for_timeout(400)
    what.screenshot(path=PICTURES / f"{name}.png")


def tour(page: Page) -> None:
    """Ask, answer, look at the feedback and try again."""
    page.get_by_placeholder("Message #gil-quiz").click()
    page.keyboard.type("/quiz")
    page.get_by_text("Answer an interview question").first.wait_for()
    page.keyboard.press("Enter")
    choose(page, "question", QUESTION)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name=re.compile("^Hint")).last.click()
    page.wait_for_timeout(800)
    take(card(page, "Hint 1"), "question")
    answer(page, "Answer", ANSWER)
    page.get_by_text(re.compile(r"^\d+ / 100$")).wait_for()
    take(card(page, "/ 100"), "feedback")
    answer(page, "Try again", BETTER)
    page.wait_for_timeout(1500)


def demonstrate(page: Page) -> None:
    """Guess how a race ends and look at what was measured."""
    page.get_by_placeholder("Message #gil-quiz").click()
    page.keyboard.type("/demo race")
    page.get_by_text("Threads add one to a shared number").first.wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Less than a quarter", exact=True).last.click()
    page.get_by_text("Shown.").last.wait_for()
    page.wait_for_timeout(1500)
    take(card(page, "You predicted"), "demo")


def interview(page: Page) -> None:
    """Hold an interview, with middling samples for answers, and look at the scorecard."""
    said = {
        item.title: min(item.samples, key=lambda one: abs((one.score or 0) - MIDDLING)).text
        for item in load_bank(find_content()).items
    }
    page.set_viewport_size({"width": 1060, "height": 1500})
    page.get_by_placeholder("Message #gil-quiz").click()
    page.keyboard.type("/interview")
    page.get_by_text("A mock interview").first.wait_for()
    page.keyboard.press("Enter")
    choose(page, "length", "4")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("question 1 of 4").last.wait_for()
    page.wait_for_timeout(3000)
    while page.get_by_role("button", name="Skip", exact=True).count():
        page.get_by_role("button", name="Answer", exact=True).last.click()
        form = page.get_by_role("dialog")
        form.locator("textarea").wait_for()
        title = next((one for one in said if one in form.inner_text()), "")
        form.locator("textarea").fill(said.get(title, BETTER))
        form.get_by_role("button", name="Submit").click()
        page.wait_for_timeout(2500)
    take(card(page, "Study these next"), "scorecard")
    page.set_viewport_size({"width": 1060, "height": 1000})


def ask_everybody(page: Page) -> None:
    """Ask in public, let two members answer, close it and look at the results."""
    page.get_by_placeholder("Message #gil-quiz").click()
    page.keyboard.type("/quiz")
    page.get_by_text("Answer an interview question").first.wait_for()
    page.keyboard.press("Enter")
    choose(page, "public", "True")
    page.get_by_text(re.compile(r"^\+\d more$")).click()
    choose(page, "question", QUESTION)
    page.get_by_role("button", name="Send").click()
    page.get_by_text("asks everybody").last.wait_for()
    for member, text in (("Grace", BETTER), ("Ada", ANSWER)):
        page.get_by_label("Viewing as").select_option(label=member)
        page.wait_for_timeout(1500)
        answer(page, "Answer", text, picture=False)
        page.get_by_text(re.compile(r"^\d+ / 100$")).last.wait_for()
        page.wait_for_timeout(1500)
    press(page.get_by_role("button", name="Close now").last)
    page.get_by_text("2 members answered.").last.wait_for(timeout=40_000)
    page.wait_for_timeout(1500)
    take(card(page, "2 members answered."), "daily")


def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(exist_ok=True)
    with preview() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 1060, "height": 1000})
        page.set_default_timeout(10_000)
        page.goto(address)
        tour(page)
        demonstrate(page)
        interview(page)
        ask_everybody(page)
        browser.close()


if __name__ == "__main__":
    main()

"""Commands that face learners: the bot, its preview, practice in the terminal, demonstrations."""

from typing import Annotated

import typer

from ..domain.errors import CoachError
from .output import Picture

Port = Annotated[int | None, typer.Option(help="Port of the local page. Any free one if left out.")]
Topic = Annotated[str | None, typer.Option(help="Ask about this topic only.")]
Level = Annotated[str | None, typer.Option(help="junior, mid, senior or staff.")]
QuestionId = Annotated[
    str | None, typer.Option(help="Start with this question, e.g. what-is-the-gil.")
]


def run(
    *,
    or_preview: Annotated[
        bool, typer.Option("--or-preview", help="Without a token, open the preview instead.")
    ] = False,
) -> None:
    """Run the bot in Discord. Needs DISCORD_TOKEN, in the environment or in a file .env.

    Ctrl-C or SIGTERM closes everything and ends it.

    Example:  DISCORD_TOKEN=... python -m bot run
    """
    from ..settings import Settings

    settings = Settings.load()
    if or_preview and settings.discord_token is None:
        preview()
        return
    from ..app import run_bot

    run_bot(settings)


def preview(
    *,
    port: Port = None,
    open_page: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in your browser.")
    ] = False,
) -> None:
    """Try the real bot in a page of your browser: no Discord account, no token, no network.

    Prints the address of the page. Ctrl-C ends it.

    Example:  python -m bot preview --open
    """
    from ..preview import run_preview
    from ..settings import Settings

    run_preview(Settings.load(), port=port, open_page=open_page)


def chat(*, topic: Topic = None, level: Level = None, question: QuestionId = None) -> None:
    """Practise in this terminal: the same questions, grades and streak as in Discord.

    Example:  python -m bot chat --level junior
    """
    from ..app import run_chat
    from ..settings import Settings

    run_chat(Settings.load(), topic=topic, level=level, question=question)


def demo(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Which one. Left out: the list.")] = None,
    *,
    python: Annotated[
        str | None, typer.Option("--python", metavar="LABEL", help="The Python to run it on.")
    ] = None,
    picture: Picture = None,
    every: Annotated[bool, typer.Option("--all", help="All of them, one after another.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a demo instead of text.")
    ] = False,
) -> None:
    """Measure on this machine what threads, processes and the GIL do.

    Example:  python -m bot demo race --threads 4

    Without a name it lists the demos with their parameters and the Pythons found.
    """
    from ..app import run_demos
    from ..domain.demo_catalogue import DEMOS
    from ..settings import Settings

    chosen = _parameters(context.args)
    if every and (name or chosen or picture):
        raise CoachError("--all takes no name, no parameters and no --picture.")
    run_demos(
        Settings.load(),
        [*DEMOS] if every else [name] if name else [],
        chosen=chosen,
        python=python,
        picture=picture,
        as_json=as_json,
    )


def sync(
    *, force: Annotated[bool, typer.Option("--force", help="Even if nothing has changed.")] = False
) -> None:
    """Tell Discord which commands the bot has. `run` does it by itself when they have changed.

    Example:  python -m bot sync --force
    """
    from ..app import sync_commands
    from ..settings import Settings

    sync_commands(Settings.load(), force=force)


def _parameters(arguments: list[str]) -> dict[str, str]:
    """The options of a demo, `--name value` or `--name=value`."""
    words = [part for word in arguments for part in word.split("=", 1)]
    for option in words[::2]:
        if not option.startswith("--"):
            raise CoachError(f"“{option[:60]}” is no option. Write, for example, --threads 4.")
    if len(words) % 2:
        raise CoachError(f"{words[-1][:60]} needs a value. “demo” alone lists all parameters.")
    return {
        option.removeprefix("--").replace("-", "_"): value
        for option, value in zip(words[::2], words[1::2], strict=True)
    }

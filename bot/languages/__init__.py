"""What the bot says in other languages than English: one file `<language>.po` each.

English stands in the code. `python -m bot.languages` brings the files up to date with it.
"""

from .catalogue import language_of, languages

__all__ = ["language_of", "languages"]

import asyncio
from gettext import NullTranslations

from bot.domain.language import speaking, tr, tr_count


class Shouting(NullTranslations):
    def gettext(self, message: str) -> str:
        return message.upper()

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return (msgid1 if n == 1 else msgid2).upper()


def test_english_is_spoken_where_nobody_says_anything() -> None:
    assert tr("Hint") == "Hint"
    assert [tr_count("a hint", "hints", count) for count in (0, 1, 2)] == [
        "hints",
        "a hint",
        "hints",
    ]


def test_a_language_is_spoken_inside_its_block_only() -> None:
    with speaking(Shouting()):
        assert tr("Hint") == "HINT"
        assert tr_count("a hint", "hints", 1) == "A HINT"
    assert tr("Hint") == "Hint"


async def test_members_served_at_the_same_time_are_served_each_in_their_own_language() -> None:
    met = asyncio.Barrier(2)

    async def serve(language: NullTranslations) -> str:
        with speaking(language):
            await met.wait()
            return tr("Hint")

    loud, plain = await asyncio.gather(serve(Shouting()), serve(NullTranslations()))
    assert (loud, plain) == ("HINT", "Hint")

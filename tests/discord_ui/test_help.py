from tests.discord_ui.world import World, shown, text_of


async def test_help_is_private_and_names_the_commands(world: World) -> None:
    card = shown(await world.alice.slash(world.channel, "help"))
    assert card.ephemeral
    for name in ("quiz", "learn", "demo race", "streak", "me settings", "leaderboard", "help"):
        assert f"</{name}:" in text_of(card)


async def test_help_works_in_direct_messages(world: World) -> None:
    assert "GIL Coach" in text_of(shown(await world.alice.user.slash("help")))

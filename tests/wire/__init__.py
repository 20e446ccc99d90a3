"""A small loopback Discord and the tests that drive the bot through it as its own process.

`server.LoopbackDiscord` is the way in; every other module holds one part of it. Nothing here
imports discord.py or the bot: only the bot's own process does.
"""

"""Putting the coach into a bot, ours or somebody else's, and taking it out again."""

from ..coach.coach import Coach
from .demo import Demos
from .demo_flow import DemoFlow
from .doors import AnyBot, Doors
from .flow import QuizFlow
from .help import Help
from .learn import Learn
from .quiz import Quiz
from .welcome import Welcome


async def attach(bot: AnyBot, coach: Coach) -> None:
    """Add all commands, listeners and buttons."""
    quiz = QuizFlow(coach.practice)
    learn = Learn(coach.practice.bank)
    demos = DemoFlow(coach.demos)
    await bot.add_cog(Doors(bot, [quiz, learn, demos]))
    await bot.add_cog(Quiz(quiz, coach.practice.bank))
    await bot.add_cog(learn)
    await bot.add_cog(Demos(bot, demos, coach.demos))
    await bot.add_cog(Help(coach.notes))
    await bot.add_cog(Welcome(coach.notes))


async def detach(bot: AnyBot) -> None:
    """Take away all that `attach` added."""
    for cog in (Doors, Quiz, Learn, Demos, Help, Welcome):
        await bot.remove_cog(cog.__cog_name__)

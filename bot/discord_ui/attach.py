"""Putting the coach into a bot, ours or somebody else's, and taking it out again."""

from ..coach.coach import Coach
from .demo import Demos
from .demo_flow import DemoFlow
from .doors import AnyBot, Doors
from .flow import QuizFlow
from .help import Help
from .leaderboard import Leaderboard
from .learn import Learn
from .me import Me
from .own_data_flow import OwnDataFlow
from .quiz import Quiz
from .streak import StreakCog
from .welcome import Welcome


async def attach(bot: AnyBot, coach: Coach) -> None:
    """Add all commands, listeners and buttons."""
    quiz = QuizFlow(coach.practice)
    learn = Learn(coach.practice.bank)
    demos = DemoFlow(coach.demos)
    streak = StreakCog(coach.streaks)
    board = Leaderboard(coach.leaderboards, coach.learners)
    own_data = OwnDataFlow(coach.own_data)
    me = Me(coach.learners, own_data)
    await bot.add_cog(Doors(bot, [quiz, learn, demos, streak, board, me, own_data]))
    await bot.add_cog(Quiz(quiz, coach.practice.bank))
    await bot.add_cog(learn)
    await bot.add_cog(Demos(bot, demos, coach.demos))
    await bot.add_cog(streak)
    await bot.add_cog(board)
    await bot.add_cog(me)
    await bot.add_cog(Help(coach.notes))
    await bot.add_cog(Welcome(coach.notes))


async def detach(bot: AnyBot) -> None:
    """Take away all that `attach` added."""
    for cog in (Doors, Quiz, Learn, Demos, StreakCog, Leaderboard, Me, Help, Welcome):
        await bot.remove_cog(cog.__cog_name__)

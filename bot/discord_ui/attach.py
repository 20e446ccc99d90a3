"""Putting the coach into a bot, ours or somebody else's, and taking it out again."""

import asyncio
from collections.abc import Iterator

from discord.ext.commands import Cog

from ..coach.coach import Coach
from ..languages import languages
from .coach_commands import CoachCommands
from .daily_flow import DailyFlow
from .demo import Demos
from .demo_flow import DemoFlow
from .dispute_flow import Disputing
from .doctor import Doctor
from .doors import AnyBot, Doors, Flow
from .flow import QuizFlow
from .follow_up_flow import FollowUps
from .help import Help
from .interview import InterviewCog
from .interview_flow import InterviewFlow
from .items_flow import ItemsFlow
from .leaderboard import Leaderboard
from .learn import Learn
from .me import Me
from .membership import Membership
from .message_menu import MessageMenu
from .own_data_flow import OwnDataFlow
from .progress import ProgressCog
from .quiz import Quiz
from .report_flow import Reporting
from .review_flow import ReviewCog
from .round_flow import RoundFlow
from .setup_flow import SetupFlow
from .streak import StreakCog
from .user_menu import UserMenu
from .welcome import Welcome


async def attach(bot: AnyBot, coach: Coach) -> None:
    """Add all commands, listeners and buttons."""
    await asyncio.to_thread(languages)  # read from files once, not while members wait
    for cog in _cogs(bot, coach):
        await bot.add_cog(cog)


async def detach(bot: AnyBot) -> None:
    """Take away all that `attach` added."""
    for name, cog in [*bot.cogs.items()]:
        if type(cog).__module__.startswith(f"{__package__}."):
            await bot.remove_cog(name)


def _cogs(bot: AnyBot, coach: Coach) -> Iterator[Cog]:
    bank = coach.practice.bank
    quiz = QuizFlow(coach.practice)
    rounds = RoundFlow(coach.rounds, coach.practice)
    demos = DemoFlow(coach.demos)
    interviews = InterviewFlow(coach.interviews, coach.scorecards, bank)
    own_data = OwnDataFlow(coach.own_data)
    items = ItemsFlow(coach.item_analysis, coach.groups)
    setup = SetupFlow(coach.setups, bank)
    daily = DailyFlow(coach.schedules, setup, bank)
    doctor = Doctor(coach.checkup, coach.schedules)
    learn = Learn(bank)
    streak = StreakCog(coach.streaks)
    review = ReviewCog(coach.reviews, quiz)
    progress = ProgressCog(coach.progress, coach.practice)
    board = Leaderboard(coach.leaderboards, coach.learners)
    me = Me(coach.learners, own_data)
    reporting = Reporting(coach.reports)
    follow_ups = FollowUps(coach.practice, coach.replies)
    disputing = Disputing(bot, coach.disputes, coach.practice, coach.groups)
    menu = MessageMenu(bot, coach.messages)
    flows: list[Flow] = [quiz, rounds, demos, interviews, own_data, items, setup, daily, doctor]
    flows += [learn, streak, review, progress, board, me, reporting, follow_ups, disputing, menu]
    yield Doors(bot, flows)
    yield from (learn, streak, review, progress, board, me, reporting, follow_ups, disputing, menu)
    yield Quiz(quiz, rounds, disputing, bank)
    yield Demos(bot, demos, coach.demos)
    yield InterviewCog(interviews, bank)
    yield UserMenu(bot, coach.study_cards)
    yield CoachCommands(setup, daily, doctor, items, disputing)
    yield Help(bot, coach.notes, coach.groups)
    yield Welcome(coach.notes)
    yield Membership(bot, coach.groups)

"""Mock interviews: questions are put one after the other, answers graded, gaps followed up.

The state is kept before anything is shown, so an interview goes on from where it stood whatever
happens to the process. A learner has one interview at a time. Answers are drafts and attempts as in
practice, with one draft a question, whose id is the interview's step: so a question is graded once,
however often an answer is sent.
"""

from ..domain.attempt import Certainty
from ..domain.bank import Bank
from ..domain.errors import StepOverError
from ..domain.grade import Frozen
from ..domain.interview import Interview, Stage, begin
from ..domain.interview_event import (
    Clarified,
    Ended,
    Event,
    Paused,
    Placed,
    Resumed,
    Skipped,
    Wished,
)
from ..domain.interview_plan import Plan, draw_items
from ..domain.item import Item
from ..domain.review import due_on
from ..domain.snowflake import time_of
from ..domain.zone import local_date
from .conversation import Closed, Conversation, Scene, replied
from .interview_store import InterviewStore
from .marking import Marking
from .ownership import owned
from .ports import Store
from .practice import MAX_ANSWER_CHARS
from .replies import Replies, ReplyStore


class Sheet(Frozen):
    """An answer or a reply that is open for writing.

    Attributes:
        text: what was sent before and not graded; "" for nothing.
    """

    scene: Scene
    text: str


class Interviews:
    """The use cases of a running interview.

    Every one of them that is about a step takes the step it was offered on, and the id of the
    interaction it comes from.

    Raises:
        GoneError: from any method, where the interview is no longer kept.
        NotYoursError: from any method, where it is somebody else's.
        InterviewOverError: from any method but `begin` and `ended`, where it has ended.
    """

    def __init__(
        self,
        *,
        bank: Bank,
        marking: Marking,
        replies: Replies,
        store: Store,
        interviews: InterviewStore,
        asked: ReplyStore,
    ) -> None:
        self._conversation = Conversation(
            bank=bank, store=store, interviews=interviews, replies=asked
        )
        self._bank = bank
        self._marking = marking
        self._replies = replies
        self._store = store
        self._interviews = interviews
        self._asked = asked

    async def begin(
        self, interview_id: int, *, learner_id: int, group_id: int | None, plan: Plan
    ) -> Scene | Closed:
        """Begin an interview, or show the one that runs: then its id is another one.

        Raises:
            UnknownNameError: there is no question of that level on that topic.
        """
        running = await self._interviews.running(learner_id)
        if running is not None and running.id != interview_id:
            running = await self._conversation.caught_up(running, interview_id)
            wished = Wished(step=running.step, plan=plan)
            return await self._conversation.shown(await self._conversation.apply(running, wished))
        items = await self._draw(interview_id, learner_id, group_id, plan)
        fresh = begin(
            interview_id,
            learner_id=learner_id,
            group_id=group_id,
            plan=plan,
            item_ids=tuple(item.id for item in items),
        )
        await self._conversation.open(fresh)
        return await self._conversation.shown(await self._interviews.begin(fresh))

    async def begin_anew(
        self, new_id: int, *, interview_id: int, step: int, learner_id: int, group_id: int | None
    ) -> Scene | Closed:
        """End the interview that runs, and begin the one that was wished for meanwhile."""
        running = await self._conversation.of(new_id, interview_id, learner_id)
        if running.step not in (step, new_id):
            return await self._conversation.shown(running, late=True)
        await self._conversation.apply(running, Ended(step=step, next_step=new_id))
        plan = running.wish or running.plan
        return await self.begin(new_id, learner_id=learner_id, group_id=group_id, plan=plan)

    async def place(self, interview_id: int, *, learner_id: int, thread_id: int) -> Scene | Closed:
        """Keep in which thread the interview is held."""
        running = await self._conversation.of(interview_id, interview_id, learner_id)
        placed = Placed(step=running.step, thread_id=thread_id)
        return await self._conversation.shown(await self._conversation.apply(running, placed))

    async def resume(self, event_id: int, *, interview_id: int, learner_id: int) -> Scene | Closed:
        """Show where the interview is, and go on if it was paused."""
        running = await self._conversation.of(event_id, interview_id, learner_id)
        return await self._conversation.shown(
            await self._conversation.apply(running, Resumed(step=running.step))
        )

    async def ended(self, interview_id: int, *, learner_id: int) -> Interview:
        """An interview that has ended."""
        return owned(await self._interviews.interview(interview_id), learner_id)

    async def pause(
        self, event_id: int, *, interview_id: int, step: int, learner_id: int
    ) -> Scene | Closed:
        """Stop for a while."""
        return await self._do(event_id, interview_id, learner_id, Paused(step=step))

    async def clarify(
        self, event_id: int, *, interview_id: int, step: int, learner_id: int
    ) -> Scene | Closed:
        """Say what is asked for."""
        return await self._do(event_id, interview_id, learner_id, Clarified(step=step))

    async def skip(
        self, event_id: int, *, interview_id: int, step: int, learner_id: int
    ) -> Scene | Closed:
        """Go on without an answer."""
        skipped = Skipped(step=step, next_step=event_id)
        return await self._do(event_id, interview_id, learner_id, skipped)

    async def end(
        self, event_id: int, *, interview_id: int, step: int, learner_id: int
    ) -> Scene | Closed:
        """End the interview now."""
        ended = Ended(step=step, next_step=event_id)
        return await self._do(event_id, interview_id, learner_id, ended)

    async def take_hint(
        self, event_id: int, *, interview_id: int, step: int, learner_id: int
    ) -> Scene | Closed:
        """Open one more hint of the question, while there is one."""
        running = await self._conversation.of(event_id, interview_id, learner_id)
        current = running.step == step and running.stage is Stage.QUESTION
        if current and running.turn.card_id is not None:
            limit = len(self._marking.item(running.turn.item_id).hints)
            await self._store.take_hint(running.turn.card_id, event_id, limit=limit)
        return await self._conversation.shown(running, late=not current)

    async def start_writing(
        self, event_id: int, *, interview_id: int, step: int, learner_id: int
    ) -> Sheet | Scene | Closed:
        """Open what is asked for writing; where it came too late, show where the interview is."""
        running = await self._conversation.of(event_id, interview_id, learner_id)
        scene = await self._conversation.shown(running, late=running.step != step)
        if isinstance(scene, Closed) or scene.late:
            return scene
        begun = await (
            self._asked.reply(step) if running.stage is Stage.FOLLOW_UP else self._store.draft(step)
        )
        return Sheet(scene=scene, text=(begun.text if begun else None) or "")

    async def keep(
        self, event_id: int, *, step: int, learner_id: int, text: str, certainty: Certainty | None
    ) -> None:
        """Keep what the learner sent; the first thing done with a submit.

        Raises:
            StepOverError: the interview is past that step.
        """
        running = await self._conversation.of_step(event_id, step, learner_id)
        if running.step == event_id:
            return  # delivered twice
        if running.step != step:
            raise StepOverError
        if running.stage is Stage.FOLLOW_UP:
            await self._replies.keep(step, learner_id=learner_id, text=text)
        else:
            kept = text[:MAX_ANSWER_CHARS]
            await self._store.keep_text(step, kept, certainty=certainty)

    async def answer(self, event_id: int, *, step: int, learner_id: int) -> Scene | Closed:
        """Grade the kept text, and go on.

        Raises:
            EmptyAnswerError: nothing was written; nothing is counted.
            TooFastError: over the limit; the text stays kept for the next try.
        """
        running = await self._conversation.of_step(event_id, step, learner_id)
        if running.step != step:
            return await self._conversation.shown(running, late=running.step != event_id)
        if running.stage is Stage.FOLLOW_UP:
            await self._replies.answer(step, learner_id=learner_id)
            reply = owned(await self._asked.reply(step), learner_id)
            event: Event = replied(reply, event_id)
        else:
            draft = owned(await self._store.draft(step), learner_id)
            card = owned(await self._store.card(draft.card_id), learner_id)
            event = self._conversation.answered(
                await self._marking.grade(event_id, draft, card), event_id
            )
        return await self._conversation.shown(await self._conversation.apply(running, event))

    async def _do(
        self, event_id: int, interview_id: int, learner_id: int, event: Event
    ) -> Scene | Closed:
        running = await self._conversation.of(event_id, interview_id, learner_id)
        late = running.step not in (event.step, event_id)
        return await self._conversation.shown(
            await self._conversation.apply(running, event), late=late
        )

    async def _draw(
        self, seed: int, learner_id: int, group_id: int | None, plan: Plan
    ) -> tuple[Item, ...]:
        if plan.focus is not None:
            self._bank.topic(plan.focus)
        today = local_date(time_of(seed), await self._marking.zone_of(learner_id, group_id))
        items = draw_items(
            self._bank.items,
            await self._store.recent_scores(learner_id),
            plan,
            due=[
                card.item_id for card in due_on(await self._store.reviews.cards(learner_id), today)
            ],
            seed=seed,
        )
        if not items:
            raise self._bank.nothing_fits(topic=plan.focus, level=plan.level)
        return items

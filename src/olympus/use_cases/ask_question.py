"""Answer a question in plain words: read it, ask for the figures that it means, and say what they are."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from olympus.domain.actions.request import MOST_ACTIONS, ActionsRequest
from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.calendar.comparison import compare_with
from olympus.domain.calendar.timeframe import resolve_timeframe
from olympus.domain.errors import OlympusError
from olympus.domain.forecasts import metric_chart
from olympus.domain.forecasts.metric_forecast import MetricForecast
from olympus.domain.forecasts.metric_history import NoHistory
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.query.answer import Answer
from olympus.domain.questions.advice import advice, wants_advice
from olympus.domain.questions.asking import asking
from olympus.domain.questions.chart import chart_of
from olympus.domain.questions.contributions import ByDimension
from olympus.domain.questions.follow_ups import follow_ups
from olympus.domain.questions.foreseeing import foreseeing, foreseen, foreseen_time, within
from olympus.domain.questions.interpretation import Clarification, Intent, Interpretation
from olympus.domain.questions.reply import HELP, because, is_answered, not_answered, sentence_of
from olympus.domain.questions.suggestions import suggestions
from olympus.domain.questions.tenant_values import TenantValues
from olympus.domain.questions.wording import said_again
from olympus.domain.tenant import TenantId, TenantSettings
from olympus.ports.clock import Clock
from olympus.ports.conversations import ConversationKey, Conversations
from olympus.ports.errors import SourceUnavailable
from olympus.ports.figure_source import FigureSource
from olympus.ports.tenants import Tenants
from olympus.use_cases.answer_query import Answering
from olympus.use_cases.explain_change import ExplainChange
from olympus.use_cases.forecast_metric import ForecastMetric
from olympus.use_cases.known_values import KnownValues
from olympus.use_cases.read_question import ReadQuestion
from olympus.use_cases.recommend_actions import RecommendActions

logger = logging.getLogger(__name__)

LONGEST_QUESTION = 500
"""Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question as it comes. Without a session it goes on from nothing."""

    tenant_id: TenantId
    text: str
    user_id: str = ""
    session_id: str | None = None
    time_zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """How the question was read, and what there is to say to it.

    `answer` has the figures, where the question could be answered; beside a `forecast` they are the past that it
    rests on. `contributions` say why a figure changed.
    """

    interpretation: Interpretation
    sentence: str
    answer: Answer | None = None
    contributions: tuple[ByDimension, ...] = ()
    forecast: MetricForecast | None = None
    chart: dict[str, Any] | None = None
    follow_ups: tuple[str, ...] = ()
    settings: TenantSettings


class AskQuestion:
    """Every question in plain words comes through here."""

    def __init__(
        self,
        tenants: Tenants,
        figures: FigureSource,
        conversations: Conversations,
        *,
        read_question: ReadQuestion,
        values: KnownValues,
        explain_change: ExplainChange,
        forecast_metric: ForecastMetric,
        recommend_actions: RecommendActions,
        clock: Clock,
    ) -> None:
        self._tenants = tenants
        self._read_question = read_question
        self._values = values
        self._conversations = conversations
        self._figures = figures
        self._explain_change = explain_change
        self._forecast_metric = forecast_metric
        self._recommend_actions = recommend_actions
        self._clock = clock

    async def __call__(self, asked: AskedQuestion) -> Reply:
        """The reply. Raises OlympusError for a text that is no question, SourceUnavailable for an outage."""
        check_text(asked.text)
        settings = await self._settings(asked)
        values = await self._values.of(asked.tenant_id)
        key = ConversationKey(asked.tenant_id, asked.user_id, asked.session_id) if asked.session_id else None
        previous = await self._last(key) if key else None
        now = self._clock.now()
        read = await self._read_question(
            asked.tenant_id, asked.text, settings=settings, values=values, previous=previous
        )
        reply = await self._reply(asked.tenant_id, read, settings, values, now)
        if key and is_answered(reply.interpretation):
            await self._keep(key, reply.interpretation)
        return reply

    async def suggest(self, tenant_id: TenantId, partial: str) -> Sequence[str]:
        """Questions that go on from what is typed so far. Raises SourceUnavailable."""
        values = await self._values.of(tenant_id)
        try:
            recent = await self._conversations.recent(tenant_id)
        except SourceUnavailable:
            recent = ()
        return suggestions(partial, values.names, recent)

    async def _last(self, key: ConversationKey) -> Interpretation | None:
        """The question before; without those who remember it, this one stands for itself."""
        try:
            return await self._conversations.last(key)
        except SourceUnavailable as error:
            logger.warning("a conversation is not gone on with: %s", error)
            return None

    async def _keep(self, key: ConversationKey, asked: Interpretation) -> None:
        try:
            await self._conversations.keep(key, asked)
        except SourceUnavailable as error:
            logger.warning("a conversation is not remembered: %s", error)

    async def _settings(self, asked: AskedQuestion) -> TenantSettings:
        settings = await self._tenants.settings(asked.tenant_id)
        return replace(settings, time_zone=asked.time_zone) if asked.time_zone else settings

    async def _reply(
        self,
        tenant_id: TenantId,
        read: Interpretation,
        settings: TenantSettings,
        values: TenantValues,
        now: datetime,
    ) -> Reply:
        if read.intent is Intent.HELP:
            return Reply(
                interpretation=read, sentence=HELP, follow_ups=suggestions("", values.names), settings=settings
            )
        if not is_answered(read):
            return Reply(
                interpretation=read, sentence=not_answered(read), follow_ups=_choices(read), settings=settings
            )
        try:
            query, assumptions = asking(read, now)
            timeframe = resolve_timeframe(
                query.timeframe, now=now, settings=settings, start=query.start, end=query.end
            )
            compared = compare_with(timeframe, query.comparison, now, settings)
        except OlympusError as error:
            refused = replace(read, clarification=Clarification(str(error), ()))
            return Reply(interpretation=refused, sentence=str(error), settings=settings)
        async with self._figures.snapshot(tenant_id) as snapshot:
            answering = Answering(tenant_id, settings, timeframe, compared, now, snapshot)
            answer = _named(await answering.answer(query), values)
            why = await self._explain_change(query, answering) if read.intent is Intent.ANOMALY else ()
        told = replace(read, assumptions=(*read.assumptions, *assumptions))
        made, of_future = await self._foreseen(told, answer) if read.intent is Intent.FORECAST else (None, "")
        advised = await self._advice(tenant_id, told) if wants_advice(told) else ""
        return Reply(
            interpretation=told,
            sentence=" ".join(filter(None, (advised, of_future, *_of_past(told, answer, why, made)))),
            answer=answer,
            contributions=why,
            forecast=made,
            chart=metric_chart.chart_of(made) if made else chart_of(answer),
            follow_ups=tuple(said_again(each, settings.zone, values.names) for each in follow_ups(told)),
            settings=settings,
        )

    async def _foreseen(self, asked: Interpretation, answer: Answer) -> tuple[MetricForecast | None, str]:
        """The forecast that was asked for, and what there is to say of it; or why there is none."""
        if asked.group_by:
            by = " and ".join(each.replace("_", " ") for each in asked.group_by)
            return None, f"What is ahead is told for one {by} at a time."
        ahead = foreseen_time(asked, answer.as_of)
        request = foreseeing(answer.query, ahead, BusinessCalendar(answer.settings), answer.as_of)
        if request is None:
            return None, "That is further ahead than anything can be foreseen."
        try:
            made = within(await self._forecast_metric(answer.tenant_id, request), ahead)
        except NoHistory as error:
            return None, str(error)
        return made, foreseen(made)

    async def _advice(self, tenant_id: TenantId, asked: Interpretation) -> str:
        here = [each for each in asked.filters if each.dimension is Dimension.LOCATION and not each.negated]
        location = here[0].values[0] if len(here) == 1 and len(here[0].values) == 1 else None
        request = ActionsRequest(location_id=None if location is None else str(location), limit=MOST_ACTIONS)
        return advice(asked, (await self._recommend_actions(tenant_id, request)).actions)


def _of_past(
    asked: Interpretation, answer: Answer, why: tuple[ByDimension, ...], made: MetricForecast | None
) -> tuple[str, ...]:
    return () if made else (sentence_of(asked, answer), because(why, answer))


def _named(answer: Answer, values: TenantValues) -> Answer:
    """The answer with the names of the products that were chosen beside those of its rows."""
    products = values.names.get(Dimension.PRODUCT, {})
    chosen = {
        str(value)
        for each in answer.query.filters
        if each.dimension is Dimension.PRODUCT
        for value in each.values
        if value in products
    }
    return replace(answer, names={**answer.names, **{each: products[each] for each in chosen}})


def _choices(read: Interpretation) -> tuple[str, ...]:
    return read.clarification.choices if read.clarification else ()


def check_text(text: str) -> None:
    """Raises InvalidQuestion where it cannot be a question."""
    if not text.strip():
        raise InvalidQuestion("it is empty")
    if len(text) > LONGEST_QUESTION:
        raise InvalidQuestion(f"it has {len(text):,} characters, and at most {LONGEST_QUESTION} are read")
    if any(not sign.isprintable() and sign not in "\n\t\r" for sign in text):
        raise InvalidQuestion("it holds characters that cannot be printed")


class InvalidQuestion(OlympusError):
    """A text that cannot be a question."""

    def __init__(self, why: str) -> None:
        super().__init__(f"This cannot be read as a question: {why}.", field="query")

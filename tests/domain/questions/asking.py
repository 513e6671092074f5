"""A restaurant chain that questions are asked about, on a Wednesday in March."""

from datetime import UTC, datetime

from olympus.domain.calendar.business_calendar import BusinessCalendar
from olympus.domain.metrics.dimension import Dimension
from olympus.domain.questions.interpretation import Interpretation
from olympus.domain.questions.interpreter import Interpreter
from olympus.domain.questions.tenant_values import TenantValues
from olympus.domain.tenant import TenantSettings

NOW = datetime(2026, 3, 18, 10, tzinfo=UTC)

SETTINGS = TenantSettings(time_zone="Europe/Rome")

NAMES = {
    Dimension.LOCATION: {"Rome": "Rome", "Milan": "Milan", "loc-3": "New York"},
    Dimension.CHANNEL: {"web": "web", "mobile": "mobile", "pos": "pos"},
    Dimension.PRODUCT: {"p-1": "Margherita", "p-2": "Tiramisu", "p-3": "Coca Cola"},
    Dimension.CATEGORY: {"Pizza": "Pizza", "Dessert": "Dessert"},
    Dimension.PAYMENT_METHOD: {"cash": "cash", "credit_card": "credit_card", "paypal": "paypal"},
}

INTERPRETER = Interpreter(BusinessCalendar(SETTINGS), TenantValues(NAMES))


def read(text: str, *, previous: Interpretation | None = None) -> Interpretation:
    """What the chain's interpreter makes of a question."""
    return INTERPRETER.read(text, NOW, previous=previous)


def in_short(asked: Interpretation) -> str:
    """An interpretation on a line, as the tables of the tests have it."""
    parts = [asked.intent.value, "+".join(asked.metrics) or asked.metric]
    parts += [f"by {'+'.join(asked.group_by)}"] if asked.group_by else []
    parts += [f"per {asked.granularity}"] if asked.granularity else []
    parts += [asked.time.name] if asked.time.name != "all_time" else []
    parts += [f"ahead {asked.horizon.name}"] if asked.horizon else []
    parts += [f"{each.dimension} {each.operator} {'|'.join(map(str, each.values))}" for each in asked.filters]
    parts += [asked.order.value] if asked.order else []
    parts += [f"{asked.limit}"] if asked.limit else []
    parts += [f"vs {asked.comparison}"] if asked.comparison != "none" else []
    return ", ".join(parts)

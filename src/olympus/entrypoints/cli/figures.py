"""Figures as they are shown in the terminal."""

from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from olympus.domain.query.answer import Reading


def amount(reading: "Reading") -> str:
    """A figure as people read it: money with its currency, a share in per cent."""
    from olympus.domain.metrics.metric import Unit

    value = reading.value
    if value is None:
        return "–"
    match reading.metric.unit:
        case Unit.MONEY:
            return f"{value:,.2f} {reading.currency or ''}".rstrip()
        case Unit.RATIO:
            return f"{value:.1%}"
        case _:
            return f"{value:,f}"


def change(reading: "Reading") -> Text:
    """How much more or less than before, green where that is good."""
    from olympus.domain.calendar.change import Direction

    found = reading.change
    if found is None or found.direction is None:
        return Text("–", style="dim")
    arrow = {Direction.UP: "▲", Direction.DOWN: "▼", Direction.STABLE: "="}[found.direction]
    size = f"{abs(found.percentage):,.1f} %" if found.percentage is not None else "from 0"
    if not found.absolute:
        return Text("= unchanged", style="dim")
    good = reading.metric.higher_is_better
    rising = found.direction is Direction.UP
    style = "dim" if found.direction is Direction.STABLE or good is None else "green" if rising is good else "red"
    return Text(f"{arrow} {size}", style=style)

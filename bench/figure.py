"""One promised figure: what was measured, and what was promised."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Figure:
    """`at_least` or `at_most` is the goal; with neither, the figure is told without one.

    Where `value` is a median, `p99` is what one measurement in a hundred exceeded.
    """

    name: str
    value: float
    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None
    p99: float | None = None

    @property
    def passes(self) -> bool | None:
        if self.at_least is not None:
            return self.value >= self.at_least
        return self.value <= self.at_most if self.at_most is not None else None

    @property
    def goal(self) -> str:
        if self.at_least is not None:
            return f"≥ {self.at_least:g}"
        return f"≤ {self.at_most:g}" if self.at_most is not None else "–"


def tell(figure: Figure, console: Console) -> None:
    """Print a figure on a line: name, value (of many times p50 · p99), goal, pass or miss."""
    verdict = {True: "[green]pass[/]", False: "[red]MISS[/]", None: ""}[figure.passes]
    numbers = [figure.value] if figure.p99 is None else [figure.value, figure.p99]
    value = f"{' · '.join(map(_written, numbers))} {figure.unit}".strip()
    console.print(f"{figure.name:<66} {value:>18}   {figure.goal:<8} {verdict}")


def _written(number: float) -> str:
    return f"{number:,.3g}" if number < 1000 else f"{number:,.0f}"


def keep(figures: list[Figure]) -> Path:
    """Write all figures of a run as JSON; where."""
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / "figures.json"
    rows = [{**asdict(figure), "passes": figure.passes} for figure in figures]
    file.write_text(json.dumps(rows, indent=1) + "\n")
    return file

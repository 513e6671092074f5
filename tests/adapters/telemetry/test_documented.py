"""docs/operating.md names every metric that there is, with its kind and its labels, and no other."""

import re
from pathlib import Path

from olympus.adapters.telemetry.prometheus import PrometheusTelemetry
from olympus.ports.event_stream import ShardBacklog

DOCUMENT = Path(__file__).parents[3] / "docs" / "operating.md"
_ROW = re.compile(
    r"^\| `(?P<name>[a-z_]+)` \| (?P<kind>counter|histogram|gauge) \| (?P<labels>[^|]*) \|", re.MULTILINE
)


def test_the_table_has_every_metric_and_no_other() -> None:
    documented = {
        row["name"]: (row["kind"], frozenset(re.findall(r"`(\w+)`", row["labels"])))
        for row in _ROW.finditer(DOCUMENT.read_text())
    }

    assert documented == metrics_that_exist()


def metrics_that_exist() -> dict[str, tuple[str, frozenset[str]]]:
    """Kind and labels of every metric after each was used once."""
    telemetry = PrometheusTelemetry("0")
    telemetry.intake.retried("Redis")
    telemetry.intake.backlog([ShardBacklog("events:0", 1, 1, 1.0)])
    telemetry.requests.answered("GET", "/", 200, 0.1)
    kinds = {"counter": ("_total", "counter"), "info": ("_info", "gauge")}
    found = {}
    for family in telemetry.figures.collect():
        suffix, kind = kinds.get(family.type, ("", family.type))
        labels = {label for sample in family.samples for label in sample.labels} - {"le"}
        found[family.name + suffix] = (kind, frozenset(labels))
    return found


def test_the_queries_name_metrics_that_exist() -> None:
    queries = "".join(re.findall(r"```promql\n(.*?)```", DOCUMENT.read_text(), re.DOTALL))
    named = {
        re.sub(r"_(bucket|sum|count)$", "", name)
        for name in re.findall(r"\b(?:olympus|http_server|process)_\w+", queries)
    }

    assert len(named) > 3
    assert named <= metrics_that_exist().keys()

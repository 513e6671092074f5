"""Every example of the README does what it says."""

import json
import re
import shlex
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from olympus.composition import Container
from olympus.entrypoints.http.app import app_on
from olympus.entrypoints.http.serving import serving
from olympus.ports.event_stream import Backlog
from olympus.settings import Settings
from tests.eventually import eventually
from tests.journeys.test_pizza_year import working

README = (Path(__file__).parents[2] / "README.md").read_text()
_EXECUTED = "<!-- executed by tests/journeys/test_readme.py -->\n"


def examples(language: str) -> list[str]:
    """The blocks of a language that the README promises to be executed."""
    return re.findall(rf"{re.escape(_EXECUTED)}```{language}\n(.*?)```", README, re.DOTALL)


def curls(script: str) -> list[list[str]]:
    """The curl commands of a script, each as its words."""
    words = shlex.split(script.replace("\\\n", " "), comments=True)
    starts = [index for index, word in enumerate(words) if word == "curl"]
    return [words[start + 1 : end] for start, end in zip(starts, [*starts[1:], len(words)], strict=True)]


async def fetched(client: httpx.AsyncClient, words: list[str]) -> httpx.Response:
    """What the command would print: the few options of curl that the README uses."""
    method, url, body, headers = "GET", "", None, {}
    remaining = iter(words)
    for word in remaining:
        match word:
            case "-s":
                continue
            case "-X":
                method = next(remaining)
            case "-H":
                name, _, value = next(remaining).partition(": ")
                headers[name] = value
            case "-d" | "--data-binary":
                body, method = next(remaining), "POST" if method == "GET" else method
            case _:
                url = word.removeprefix("localhost:8001")
    return await client.request(method, url, content=body, headers=headers)


@asynccontextmanager
async def service() -> AsyncIterator[tuple[Container, httpx.AsyncClient]]:
    async with (
        working(Settings()) as container,
        serving(app_on(container), host="127.0.0.1", port=0) as address,
        httpx.AsyncClient(base_url=address) as client,
    ):
        yield container, client


async def nothing_waits(container: Container) -> bool:
    backlog: Backlog = await container.stream().backlog()
    return backlog.entries == 0


async def test_the_curl_examples_put_events_in_and_get_figures_out() -> None:
    [script] = examples("bash")
    answers: list[httpx.Response] = []
    async with service() as (container, client):
        for words in curls(script):
            await eventually(lambda: nothing_waits(container))
            answers.append(await fetched(client, words))

    order, payment, settings, by_day, by_week, by_location, refused, letters, queried, asked, *others = answers
    ahead, health = others
    assert [answer.text for answer in answers if not answer.is_success] == []
    assert json.loads(order.text)["accepted"] == 1
    assert json.loads(payment.text)["accepted"] == 2
    assert json.loads(settings.text)["timezone"] == "Europe/Rome"
    for figures in (by_day, by_week, by_location):
        assert json.loads(figures.text)["metrics"]["revenue"] == 42.5
    assert json.loads(by_day.text)["timeframe"]["start"] == "2026-03-18T04:00:00+01:00"
    assert json.loads(by_day.text)["metrics"]["conversion_rate"] == 1
    assert json.loads(refused.text)["rejected"][0]["reason"]
    assert "order.created" in letters.text
    assert [row["product_name"] for row in json.loads(queried.text)["rows"]] == ["Margherita", "Tiramisù"]
    assert json.loads(asked.text)["answer"]["sentence"].startswith("Item sales from 1 to 31 March 2026: ")
    assert [point["value"] for point in json.loads(ahead.text)["forecast_points"]] == [1] * 7
    assert json.loads(ahead.text)["warnings"]
    assert json.loads(health.text)["status"] == "ok"


async def test_the_library_example_prints_the_revenue(capsys: pytest.CaptureFixture[str]) -> None:
    [example] = examples("python")
    program = compile(example.replace("asyncio.run(main())", ""), "README.md", "exec")
    names: dict[str, object] = {}
    exec(program, names)  # noqa: S102 - the README's own example
    await names["main"]()  # type: ignore[operator]
    assert capsys.readouterr().out == "12.50\n"

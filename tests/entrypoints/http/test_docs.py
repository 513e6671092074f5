"""The API reference: complete for programs, readable without the internet for people."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

import olympus.entrypoints.http as package
from olympus.adapters.json_events.message_formats import message_formats
from olympus.domain.metrics.catalogue import CATALOGUE
from olympus.entrypoints.asyncapi import asyncapi_json
from olympus.entrypoints.http.dashboard_out import DashboardOut, InsightOut
from olympus.entrypoints.http.figure_parts import ComparedOut, DefinitionOut, TimeframeOut
from olympus.entrypoints.http.query_out import AnswerOut
from olympus.settings import Settings

PAGES = ("/", "/docs")
_ELSEWHERE = re.compile(r"""(?:https?:)?//[a-z0-9][-a-z0-9.]*\.[a-z]{2,}""", re.IGNORECASE)


@pytest.fixture
async def document(api: httpx.AsyncClient) -> dict[str, Any]:
    response = await api.get("/docs/openapi.json")
    assert (response.status_code, response.headers["content-type"]) == (200, "application/json")
    return dict(response.json())


async def test_the_document_is_openapi_3_1_and_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"] == "Olympus Analytics"
    references = {value for key, value in everything_in(document) if key == "$ref"}
    assert references
    assert references <= {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}


async def test_every_route_of_the_api_is_documented(app: Litestar, document: dict[str, Any]) -> None:
    served = {
        (route.path_format, method.lower())
        for route in app.routes
        if isinstance(route, HTTPRoute) and route.path.startswith("/api/")
        for method in route.methods - {"OPTIONS"}
    }

    assert {(path, method) for path, method, _ in operations(document)} == served


async def test_every_operation_says_what_it_is_what_it_takes_and_what_it_answers(document: dict[str, Any]) -> None:
    seen = set()
    for path, method, operation in operations(document):
        called = f"{method} {path}"
        seen.add(operation["operationId"])
        assert operation["summary"], called
        assert operation["description"], called
        assert set(operation["tags"]) <= {tag["name"] for tag in document["tags"]}, called
        for parameter in operation.get("parameters", []):
            assert parameter["description"], f"{called}: {parameter['name']}"
        declared = {each["name"] for each in operation.get("parameters", []) if each["in"] == "path"}
        assert declared == set(re.findall(r"{(\w+)}", path)), called
        if method in ("post", "put"):
            assert operation["requestBody"]["content"], called
    assert len(seen) == len(list(operations(document)))


async def test_every_answer_has_a_schema_and_an_example_and_every_problem_is_one(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        called = f"{method} {path}"
        assert "500" in operation["responses"], called
        for status, response in operation["responses"].items():
            assert response["description"], f"{called} {status}"
            if status in ("204", "304"):
                continue
            [(media_type, content)] = response["content"].items()
            assert content["schema"], f"{called} {status}"
            if media_type == "application/problem+json":
                assert content["schema"] == {"$ref": "#/components/schemas/Problem"}, f"{called} {status}"
                [example] = content["examples"].values()
                assert example["value"]["status"] == int(status), f"{called} {status}"
            elif status != "503":
                assert status.startswith("2"), f"{called} {status}"
                assert content["examples"], f"{called} {status}"


async def test_money_is_documented_as_the_number_that_it_is(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]

    revenue = schemas["MetricsOut"]["properties"]["revenue"]

    assert revenue["oneOf"] == [{"type": "number"}, {"type": "null"}]
    assert revenue["description"] == CATALOGUE["revenue"].definition
    assert schemas["MetricsOut"]["properties"].keys() == CATALOGUE.keys() | {"timeframe"}


async def test_the_dashboards_example_has_the_fields_of_a_dashboard(document: dict[str, Any]) -> None:
    answer = document["paths"]["/api/analytics/dashboard/{tenant_id}"]["get"]["responses"]["200"]

    example = answer["content"]["application/json"]["examples"]["example"]["value"]

    assert list(example) == fields_of(DashboardOut)
    assert list(example["timeframe"]) == fields_of(TimeframeOut)
    assert list(example["metrics"]) == ["timeframe", *CATALOGUE]
    assert list(example["comparisons"]["revenue"]) == list(example["revenue"]) == fields_of(ComparedOut)
    assert list(example["insights"][0]) == fields_of(InsightOut)
    assert list(example["definitions"]["revenue"]) == fields_of(DefinitionOut)


async def test_the_example_of_a_query_has_the_fields_of_an_answer(document: dict[str, Any]) -> None:
    operation = document["paths"]["/api/analytics/query"]["post"]
    answer = operation["responses"]["200"]["content"]["application/json"]["examples"]["example"]["value"]
    asked = operation["requestBody"]["content"]["application/json"]["examples"]["example"]["value"]

    assert list(answer) == fields_of(AnswerOut)
    assert list(answer["timeframe"]) == fields_of(TimeframeOut)
    assert [column["name"] for column in answer["columns"]] == [
        "start",
        *asked["dimensions"],
        *asked["metrics"],
    ]
    assert list(answer["rows"][0]) == [*(column["name"] for column in answer["columns"]), "comparison"]


@pytest.mark.parametrize("page", PAGES)
async def test_a_page_and_its_parts_come_from_here_alone(api: httpx.AsyncClient, page: str) -> None:
    response = await api.get(page)

    assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", response.text)
    fetched = re.findall(r'(?:src|href)="([^"]*)"', response.text)
    assert fetched
    for address in fetched:
        assert address.startswith(("/", "data:,", "#")), address
        if address.startswith("/"):
            assert not address.startswith("//"), address
            assert (await api.get(address)).status_code == 200, address


def test_no_file_of_the_pages_names_another_host() -> None:
    files = [
        file
        for file in Path(package.__path__[0]).rglob("*")
        if file.suffix in {".html", ".css", ".js"} and file.parent.name != "vendor"  # it says where it is from
    ]

    assert len(files) >= 7
    for file in files:
        assert not _ELSEWHERE.search(file.read_text()), file.name


@pytest.mark.parametrize(("first", "scripts"), [("/docs/reader.js", 4), ("/page/page.js", 33)])
async def test_the_scripts_import_only_scripts_that_are_served(
    api: httpx.AsyncClient, first: str, scripts: int
) -> None:
    seen: set[str] = set()
    waiting = [first]
    folder = first.rpartition("/")[0]
    while waiting:
        address = waiting.pop()
        seen.add(address)
        response = await api.get(address)
        assert response.status_code == 200, address
        assert response.headers["content-type"] == "text/javascript; charset=utf-8"
        imported = re.findall(r'from "\./([^"]+)"', response.text)
        waiting += [f"{folder}/{name}" for name in imported if f"{folder}/{name}" not in seen]
    assert len(seen) == scripts


async def test_the_asyncapi_document_is_served(api: httpx.AsyncClient) -> None:
    for _ in range(2):
        response = await api.get("/docs/asyncapi.json")

        assert (response.status_code, response.headers["content-type"]) == (200, "application/json")
        assert response.json()["asyncapi"] == "3.0.0"
        assert response.content == asyncapi_json(message_formats(), stream=Settings().stream)


def test_the_start_does_not_wait_for_the_asyncapi_document() -> None:
    script = "import sys, olympus.entrypoints.http.serving; print(*sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout

    assert "olympus.composition" in loaded.split()
    assert not loaded.split().count("olympus.entrypoints.asyncapi")
    assert not loaded.split().count("olympus.adapters.json_events.message_formats")


async def test_an_unknown_page_of_the_reference_is_not_found(api: httpx.AsyncClient) -> None:
    assert (await api.get("/docs/swagger")).status_code == 404


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def everything_in(value: Any) -> Iterator[tuple[str, Any]]:
    """Every key with its value, all the way down."""
    if isinstance(value, dict):
        yield from value.items()
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from everything_in(each)


def fields_of(struct: type[msgspec.Struct]) -> list[str]:
    return [field.name for field in msgspec.structs.fields(struct)]

"""A layer in front of the routes: what was answered and still holds is given again without them."""

from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Generic, TypeVar, cast

from litestar import HttpMethod, Litestar, Request, Response
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from olympus.entrypoints.http.cache_control import freshness
from olympus.entrypoints.http.given_answer import GivenAnswer, given
from olympus.entrypoints.http.own_tenant import HEADER as OWN_TENANT
from olympus.use_cases.answer_shelf import Answer, Question
from olympus.use_cases.fresh_answers import FreshAnswers
from olympus.use_cases.freshness import Freshness

AS_IT_IS = "as_it_is"
"""The option of a route whose answers are not to be compressed on their way: they are already, or must not be."""

_KEY = "olympus_question"
_MOST_TARGETS = 10_000
_LONGEST_TARGET = 1_000
_HEADERS = {
    name.lower().encode(): name for name in (OWN_TENANT, "Accept-Encoding", "Cache-Control", "If-None-Match")
}

_Body = TypeVar("_Body")


class ReadyAnswer(Response[_Body], Generic[_Body]):
    """A route's answer that the layer in front may give again, to whoever sends the same address.

    Only for a GET whose answer depends on nothing else of the request, and whose guard is `own_tenant_only`.
    """

    def __init__(self, request: Request[Any, Any, Any], question: Question, answer: Answer) -> None:
        headers = request.headers
        status, told, body = given(
            answer,
            accept_encoding=headers.get("Accept-Encoding", ""),
            if_none_match=", ".join(headers.getall("If-None-Match", [])),
        )
        super().__init__(cast("_Body", body), status_code=status, headers=told, media_type="application/json")
        request.scope["state"][_KEY] = question


def wanted_freshness(request: Request[Any, Any, Any]) -> Freshness:
    """How fresh an answer the caller asks for."""
    return freshness(", ".join(request.headers.getall("Cache-Control", [])))


def give_again(app: Litestar, answers: Callable[[], FreshAnswers]) -> Litestar:
    """The app, from now on giving ready answers without its routes. Nothing is waited for on that way.

    Errors, admission and refusals stay with the routes: whatever is not clear at once is passed on to them.
    """
    app.asgi_handler = _in_front_of(app.asgi_handler, answers)
    return app


def _in_front_of(routes: ASGIApp, answers: Callable[[], FreshAnswers]) -> ASGIApp:
    targets = _Targets()

    async def layer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] != HttpMethod.GET:
            await routes(scope, receive, send)
            return
        found = targets.find(scope)
        ready = _ready(scope, answers(), found[0]) if found else None
        if found and ready:
            scope["path_template"] = found[1]  # for those who count requests by their route
            await _send(ready, send)
        else:
            await routes(scope, receive, send)
            targets.remember(scope)

    return layer


class _Targets:
    """Which question an address puts, and the template of the route that said so."""

    def __init__(self) -> None:
        self._targets: OrderedDict[tuple[str, bytes], tuple[Question, str]] = OrderedDict()

    def find(self, scope: HTTPScope) -> tuple[Question, str] | None:
        return self._targets.get((scope["path"], scope["query_string"]))

    def remember(self, scope: HTTPScope) -> None:
        """What a route has answered, if it said that it may be given again."""
        question = scope["state"].get(_KEY)
        target = (scope["path"], scope["query_string"])
        if question is None or target in self._targets or len(target[0]) + len(target[1]) > _LONGEST_TARGET:
            return
        self._targets[target] = (question, scope["path_template"])
        if len(self._targets) > _MOST_TARGETS:
            self._targets.popitem(last=False)


def _ready(scope: HTTPScope, answers: FreshAnswers, question: Question) -> GivenAnswer | None:
    """What this caller gets; None for another tenant's, and where nothing that is fresh enough is kept."""
    headers = _told(scope)
    if headers.get(OWN_TENANT, question.tenant_id) not in ("", question.tenant_id):
        return None
    wanted = freshness(headers.get("Cache-Control", ""))
    answer = None if wanted.anew else answers.ready(question, wanted)
    if answer is None:
        return None
    return given(
        answer,
        accept_encoding=headers.get("Accept-Encoding", ""),
        if_none_match=headers.get("If-None-Match", ""),
    )


def _told(scope: HTTPScope) -> dict[str, str]:
    """The headers on which an answer depends; what is sent several times is a list (RFC 9110, 5.3)."""
    told: dict[str, str] = {}
    for name, value in scope["headers"]:
        if name in _HEADERS:
            known, text = _HEADERS[name], value.decode("latin-1")
            told[known] = f"{told[known]}, {text}" if known in told else text
    return told


@lru_cache(maxsize=1_000)
def _encoded(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[bytes, bytes], ...]:
    return tuple((name.lower().encode("ascii"), value.encode("latin-1")) for name, value in headers)


async def _send(ready: GivenAnswer, send: Send) -> None:
    headers = list(_encoded(tuple(ready.headers.items())))
    if ready.status == 200:
        headers.append((b"content-type", b"application/json"))
        headers.append((b"content-length", b"%d" % len(ready.body)))
    await send({"type": "http.response.start", "status": ready.status, "headers": headers})
    await send({"type": "http.response.body", "body": ready.body, "more_body": False})

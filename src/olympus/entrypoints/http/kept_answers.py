"""A layer in front of the routes: what was answered and still holds is given again without them."""

from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Generic, TypeVar, cast

from litestar import HttpMethod, Litestar, Request, Response
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from olympus.entrypoints.http.given_answer import GivenAnswer, given
from olympus.entrypoints.http.own_tenant import HEADER as OWN_TENANT
from olympus.use_cases.answer_shelf import Answer, Question
from olympus.use_cases.fresh_answers import FreshAnswers

AS_IT_IS = "as_it_is"
"""The option of a route whose answers are not to be compressed on their way: they are already, or must not be."""

_ANEW = "no-cache"
_KEY = "olympus_question"
_MOST_TARGETS = 10_000
_LONGEST_TARGET = 1_000
_HEADERS = tuple(name.lower().encode() for name in (OWN_TENANT, "Accept-Encoding", "If-None-Match"))

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


def wants_it_anew(request: Request[Any, Any, Any]) -> bool:
    """Whether a caller asks for what was not kept (RFC 9111, 5.2.1.4)."""
    return _ANEW in request.headers.get("Cache-Control", "")


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
        answer = answers().ready(found[0]) if found else None
        ready = _given(scope, answer) if answer else None
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


def _given(scope: HTTPScope, answer: Answer) -> GivenAnswer | None:
    """What this caller gets; None where it comes in the name of another tenant, or wants it anew."""
    own_tenant, accept_encoding, if_none_match = _HEADERS
    encoding = matching = ""
    for name, value in scope["headers"]:
        if name == own_tenant and value and value.decode("latin-1") != answer.tenant_id:
            return None
        if name == accept_encoding:
            encoding = f"{encoding}, {value.decode('latin-1')}" if encoding else value.decode("latin-1")
        elif name == b"cache-control" and _ANEW in value.decode("latin-1"):
            return None
        elif name == if_none_match:
            matching = f"{matching}, {value.decode('latin-1')}" if matching else value.decode("latin-1")
    return given(answer, accept_encoding=encoding, if_none_match=matching)


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

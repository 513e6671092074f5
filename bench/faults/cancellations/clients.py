"""Clients over HTTP: some wait for their answer, some hang up before it comes, some before all is said."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from decimal import Decimal
from urllib.parse import urlsplit

import httpx

from bench.faults.cancellations.acceptances import Acceptances, Parcel
from bench.faults.cancellations.known_tenant import DAY, KnownTenant
from bench.faults.cancellations.tally import Tally

_AT_ONCE = 12
_PATIENT = 0.2
_BREAKS_OFF = 0.1
_LONGEST_PATIENCE_SECONDS = 0.05
_ENOUGH_SECONDS = 30

Ask = Callable[[httpx.AsyncClient], Awaitable[bool]]


class Client:
    """Draws requests of all kinds and tenants to one server."""

    def __init__(
        self, address: str, tenants: Sequence[KnownTenant], acceptances: Acceptances, chance: random.Random
    ) -> None:
        self.address = address
        self.chance = chance
        self._tenants = tenants
        self._acceptances = acceptances

    def draw(self) -> tuple[str, Ask]:
        """Any request, of any tenant: its kind, and whether the answer to it is right."""
        tenant = self.chance.choice(self._tenants)
        match self.chance.choice(("dashboard", "settings", "acceptance")):
            case "dashboard" as kind:
                return kind, lambda http: self.dashboard(http, tenant)
            case "settings" as kind:
                return kind, lambda http: self._settings(http, tenant)
            case kind:
                parcel = self._acceptances.parcel(tenant)
                return kind, lambda http: self._acceptance(http, parcel)

    async def dashboard(self, http: httpx.AsyncClient, tenant: KnownTenant) -> bool:
        answer = await http.get(f"/api/analytics/dashboard/{tenant.tenant_id}", params={"timeframe": DAY})
        told = json.loads(answer.text, parse_float=Decimal)
        return answer.status_code == 200 and told["metrics"]["revenue"] == tenant.revenue

    async def break_off(self) -> None:
        """Send the first part of a request, and hang up."""
        parcel = self._acceptances.parcel(self.chance.choice(self._tenants))
        body = _lines(parcel)
        head = f"POST /api/analytics/events/batch HTTP/1.1\r\nHost: olympus\r\nContent-Length: {len(body)}\r\n\r\n"
        request = head.encode() + body
        to = urlsplit(self.address)
        _, writer = await asyncio.open_connection(to.hostname, to.port)
        writer.write(request[: self.chance.randrange(1, len(request))])
        await writer.drain()
        writer.close()

    async def _settings(self, http: httpx.AsyncClient, tenant: KnownTenant) -> bool:
        answer = await http.get(f"/api/analytics/tenants/{tenant.tenant_id}/settings")
        told = answer.json()
        return bool(answer.status_code == 200 and told["day_start"] == f"{tenant.settings.day_start:%H:%M}")

    async def _acceptance(self, http: httpx.AsyncClient, parcel: Parcel) -> bool:
        answer = await http.post("/api/analytics/events/batch", content=_lines(parcel))
        if answer.status_code != 202:
            return False
        self._acceptances.answer_came(parcel)
        told = answer.json()
        return parcel.is_receipt(
            accepted=told["accepted"], duplicates=told["duplicates"], rejected=len(told["rejected"])
        )


async def call(client: Client, *, disconnects: int) -> Tally:
    """Call until so many clients have hung up; others, in between, wait for their answers."""
    tally = Tally()
    hurried = iter(range(disconnects))
    async with (
        httpx.AsyncClient(base_url=client.address, timeout=_ENOUGH_SECONDS) as http,
        asyncio.TaskGroup() as callers,
    ):
        for _ in range(_AT_ONCE):
            callers.create_task(_caller(client, http, hurried, tally))
    return tally


async def _caller(client: Client, http: httpx.AsyncClient, hurried: Iterator[int], tally: Tally) -> None:
    while True:
        if client.chance.random() < _BREAKS_OFF:
            await client.break_off()
            tally.cut_short["broken off"] += 1
        elif not await _hung_up(client, http, tally):
            continue
        if next(hurried, None) is None:
            return


async def _hung_up(client: Client, http: httpx.AsyncClient, tally: Tally) -> bool:
    """Whether the client did not wait for its answer. httpx cuts the connection then."""
    kind, ask = client.draw()
    patient = client.chance.random() < _PATIENT
    try:
        async with asyncio.timeout(None if patient else client.chance.uniform(0, _LONGEST_PATIENCE_SECONDS)):
            tally.answer_came(kind, right=await ask(http))
    except TimeoutError:
        tally.cut_short[kind] += 1
        return True
    except Exception as error:
        tally.failed[f"{kind}: {error!r}"] += 1
    return False


def _lines(parcel: Parcel) -> bytes:
    return b"\n".join(parcel.bodies)

"""What this process knows of the versions of tenants' data, and how long it may believe it."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from olympus.domain.tenant import TenantId
from olympus.ports.clock import Clock
from olympus.ports.data_versions import NEVER_MOVED, DataVersions, VersionMoved
from olympus.use_cases.single_flight import SingleFlight

TRUSTED = timedelta(seconds=1)
"""How long a version is believed without a look at the truth.

Word of a change may be lost: who committed died before telling, Redis was away. Then a figure is late by
this much at most; and a tenant that everybody looks at costs one small query in this time.
"""

_MOST_TENANTS = 50_000
"""Callers can ask for tenants that they make up; what is forgotten is read again."""


_MOST_TOLD = 50


class Following:
    """Somebody who wants to hear of a tenant's changes. `stirred` is set at each, and at the end."""

    def __init__(self) -> None:
        self.stirred = asyncio.Event()
        self.told: deque[bytes] = deque(maxlen=_MOST_TOLD)
        """What followers were told besides, as JSON, the oldest first; who is slow misses the oldest."""
        self.has_ended = False


class KnownVersions:
    """The versions of the tenants that were asked for, kept up by KeepVersionsKnown.

    While nobody listens to the feed of versions, every question is answered from the truth.
    """

    def __init__(self, versions: DataVersions, clock: Clock) -> None:
        self._versions = versions
        self._clock = clock
        self._known: dict[TenantId, _Known] = {}
        self._reading: SingleFlight[TenantId, None] = SingleFlight()
        self._followings: defaultdict[TenantId, set[Following]] = defaultdict(set)
        self._listening_since: datetime | None = None

    def trusted(self, tenant_id: TenantId) -> int | None:
        """The version, where it is known for sure enough; without any waiting."""
        known, since = self._known.get(tenant_id), self._listening_since
        if known is None or known.checked_at is None or since is None or known.checked_at < since:
            return None
        # a clock that was set back trusts nothing either
        return known.version if known.checked_at <= self._clock.now() < known.checked_at + TRUSTED else None

    async def current(self, tenant_id: TenantId) -> int:
        """The version; the truth is read where it is not trusted. Raises SourceUnavailable."""
        trusted = self.trusted(tenant_id)
        if trusted is not None:
            return trusted
        await self._reading(tenant_id, lambda: self.read([tenant_id]))
        return self.latest(tenant_id)

    def latest(self, tenant_id: TenantId) -> int:
        """The newest version that was heard of."""
        known = self._known.get(tenant_id)
        return known.version if known else NEVER_MOVED

    async def read(self, tenant_ids: Collection[TenantId]) -> None:
        """Look at the truth. Raises SourceUnavailable."""
        began = self._clock.now()
        for tenant_id in tenant_ids:
            self._remember(tenant_id)  # so that what is heard while the answer is on its way counts
        for tenant_id, version in (await self._versions.current(tenant_ids)).items():
            known = self._remember(tenant_id)
            known.checked_at = began
            self._move(tenant_id, known, version)

    def learn(self, moves: Iterable[VersionMoved]) -> None:
        """Take note of changes. They renew no trust: another may have been missed."""
        for tenant_id, version in moves:
            known = self._known.get(tenant_id)
            if known:
                self._move(tenant_id, known, version)

    def listen(self, *, begins: bool) -> None:
        """Whether the feed is listened to from now on; what was checked before does not count."""
        self._listening_since = self._clock.now() if begins else None

    @property
    def followed(self) -> list[TenantId]:
        """Whose changes somebody wants to hear of."""
        return list(self._followings)

    @contextmanager
    def following(self, tenant_id: TenantId) -> Iterator[Following]:
        """Hear of a tenant's changes as long as the context lasts; how many there were is not told."""
        following = Following()
        self._followings[tenant_id].add(following)
        try:
            yield following
        finally:
            self._followings[tenant_id].discard(following)
            if not self._followings[tenant_id]:
                del self._followings[tenant_id]

    def tell_followers(self, tenant_id: TenantId, told: bytes) -> None:
        """Tell those who follow a tenant of an anomaly."""
        for following in self._followings.get(tenant_id, ()):
            following.told.append(told)
            following.stirred.set()

    def end_followings(self) -> None:
        """Tell everyone who follows that it is over."""
        for followings in self._followings.values():
            for following in followings:
                following.has_ended = True
                following.stirred.set()

    def _remember(self, tenant_id: TenantId) -> "_Known":
        known = self._known.get(tenant_id)
        if known is None:
            if len(self._known) >= _MOST_TENANTS:
                del self._known[next(iter(self._known))]
            known = self._known[tenant_id] = _Known()
        return known

    def _move(self, tenant_id: TenantId, known: "_Known", version: int) -> None:
        """Never back: what is heard may be older than what is known."""
        if version <= known.version:
            return
        known.version = version
        for following in self._followings.get(tenant_id, ()):
            following.stirred.set()


class _Known:
    """A version, and when the question was put to which it was the true answer."""

    __slots__ = ("checked_at", "version")

    def __init__(self) -> None:
        self.version = NEVER_MOVED
        self.checked_at: datetime | None = None

"""Sends messages with httpx, to public addresses only."""

import asyncio
import ipaddress
import socket
from collections.abc import Mapping, Sequence
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from olympus.ports.webhook_sender import WebhookSender

_SECONDS = 10.0


class HttpWebhookSender(WebhookSender):
    """Looks the host up itself and connects to what was found, so that it cannot be another host a moment later.

    Redirects are not followed, what is answered is not read, and cookies are not kept: they would be sent to
    whoever else shares the address. With `reach_private`, addresses of private networks and plain HTTP are reached
    too.
    """

    def __init__(self, *, reach_private: bool, seconds: float = _SECONDS) -> None:
        self._reach_private = reach_private
        self._seconds = seconds
        self._client = httpx.AsyncClient(
            timeout=seconds,
            follow_redirects=False,
            trust_env=False,
            headers={"user-agent": "olympus-analytics"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        )

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def send(self, url: str, headers: Mapping[str, str], body: str) -> str | None:
        try:
            async with asyncio.timeout(self._seconds):
                return await self._sent(httpx.URL(url), headers, body)
        except TimeoutError:
            return f"No answer within {self._seconds:g} seconds."
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            # a UnicodeError is a name that no host can have, such as one with an empty label
            return f"It cannot be reached: {str(error) or type(error).__name__}."

    async def _sent(self, url: httpx.URL, headers: Mapping[str, str], body: str) -> str | None:
        if url.scheme != "https" and not self._reach_private:
            return "Only https is spoken."
        addresses = await self._looked_up(url)
        if not self._reach_private and not all(map(_is_public, addresses)):
            return "It leads into a private network."
        request = self._client.build_request(
            "POST",
            url.copy_with(host=addresses[0]),
            content=body.encode(),
            headers={**headers, "host": url.netloc.decode()},
            extensions={"sni_hostname": _host(url)},
        )
        response = await self._client.send(request, stream=True)
        await response.aclose()
        return None if response.is_success else f"It answered {response.status_code}."

    @staticmethod
    async def _looked_up(url: httpx.URL) -> Sequence[str]:
        port = url.port or (443 if url.scheme == "https" else 80)
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(_host(url), port, type=socket.SOCK_STREAM)
        return [str(address[0]) for *_, address in found]


def _host(url: httpx.URL) -> str:
    """As it is written in the DNS; what `url.host` spells is looked up by an older rule, with ss for ß."""
    return url.raw_host.decode("ascii")


_WITH_AN_OLD_ONE = tuple(
    map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "::ffff:0:0:0/96"))
)
"""Prefixes of translators, which lead on to whatever address of version 4 stands in the last bits (RFC 6052, 8215,
4291 and 2765)."""


def _is_public(address: str) -> bool:
    """Whether an address is one of the internet, also where it is an old one in the form of a new one."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        if found.is_site_local or any(found in each for each in _WITH_AN_OLD_ONE):
            return False
        found = found.ipv4_mapped or found.sixtofour or found
    return found.is_global and not found.is_multicast

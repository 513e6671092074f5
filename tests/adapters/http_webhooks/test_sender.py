"""Messages reach addresses on the internet, and nothing else."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from olympus.adapters.http_webhooks.sender import HttpWebhookSender, _is_public
from tests.adapters.http_webhooks.receivers import receiving


@pytest.fixture
async def sender() -> AsyncIterator[HttpWebhookSender]:
    sender = HttpWebhookSender(reach_private=True, seconds=0.5)
    yield sender
    await sender.aclose()


async def test_a_message_arrives_with_its_headers(sender: HttpWebhookSender) -> None:
    async with receiving() as receiver:
        trouble = await sender.send(receiver.url, {"webhook-id": "msg_1"}, '{"é": 1}')

    [(headers, body)] = receiver.received
    assert (trouble, body, headers["webhook-id"]) == (None, '{"é": 1}', "msg_1")
    assert headers[""] == "POST /hook?a=b HTTP/1.1"
    assert headers["host"] == f"127.0.0.1:{receiver.port}"


@pytest.mark.parametrize(
    ("status", "trouble"),
    [(500, "It answered 500."), (302, "It answered 302."), (0, "No answer within 0.5 seconds.")],
)
async def test_what_is_not_taken_is_told(sender: HttpWebhookSender, status: int, trouble: str) -> None:
    async with receiving(status) as receiver:
        assert await sender.send(receiver.url, {}, "{}") == trouble


async def test_an_address_that_is_not_there_is_told(sender: HttpWebhookSender) -> None:
    async with receiving() as receiver:
        url = receiver.url
    for each in (url, "http://nothing.invalid/", f"http://{'a' * 64}.com/", "http://a..com/", "http://xn--a/"):
        assert (await sender.send(each, {}, "{}") or "").startswith("It cannot be reached")


async def test_a_cookie_of_one_address_is_not_sent_to_another_behind_the_same_number(
    sender: HttpWebhookSender,
) -> None:
    async with receiving() as receiver:
        for _ in range(2):
            await sender.send(receiver.url, {}, "{}")

    assert ["cookie" in headers for headers, _ in receiver.received] == [False, False]


async def test_a_host_is_looked_up_as_it_is_written_in_the_dns(
    sender: HttpWebhookSender, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up = []

    async def look_up(host: str, *_: object, **__: object) -> list[object]:
        looked_up.append(host)
        raise OSError("away")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", look_up)
    await sender.send("http://faß.de/", {}, "{}")

    assert looked_up == ["xn--fa-hia.de"]


async def test_nobody_reaches_our_own_network() -> None:
    sender = HttpWebhookSender(reach_private=False)
    async with receiving() as receiver:
        assert await sender.send(receiver.url, {}, "{}") == "Only https is spoken."
        own = receiver.url.replace("http:", "https:")
        for url in (own, own.replace("127.0.0.1", "localhost"), "https://169.254.169.254/latest/meta-data"):
            assert await sender.send(url, {}, "{}") == "It leads into a private network."
    await sender.aclose()

    assert receiver.received == []


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),  # noqa: S104
        *("::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "224.0.0.1", "ff02::1", "::"),
        *("64:ff9b::a00:1", "64:ff9b:1::a00:1", "::7f00:1", "::ffff:0:7f00:1", "fec0::1"),
    ],
)
def test_private_addresses_are_known_in_every_form(address: str) -> None:
    assert not _is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses_are_reached(address: str) -> None:
    assert _is_public(address)

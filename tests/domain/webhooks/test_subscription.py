"""Which addresses and secrets can be named."""

import pytest

from olympus.domain.errors import OlympusError
from olympus.domain.webhooks.subscription import InvalidWebhook, checked_url, key_of, new_secret


@pytest.mark.parametrize(
    "url",
    ["https://example.com", "https://example.com:8443/a/b?c=d", "http://localhost:9/", "https://[2001:db8::1]/"],
)
def test_addresses_of_the_web_can_be_told(url: str) -> None:
    assert checked_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com",
        "ftp://example.com/",
        "file:///etc/passwd",
        "https://",
        "https://user:word@example.com/",
        "https://example.com/#part",
        "https://example.com:99999/",
        "https://exa mple.com/",
        "https://example.com/\r\nX-Evil: 1",
        f"https://example.com/{'x' * 2000}",
    ],
)
def test_others_are_refused(url: str) -> None:
    with pytest.raises(InvalidWebhook) as refusal:
        checked_url(url)
    assert refusal.value.field == "url"


def test_every_new_secret_is_another_of_256_bits() -> None:
    first, second = new_secret(), new_secret()

    assert first != second
    assert len(key_of(first)) == 32


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_c2hvcnQ=", "whsec_?", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])
def test_a_secret_that_is_weak_or_no_base64_is_refused(secret: str) -> None:
    with pytest.raises(OlympusError) as refusal:
        key_of(secret)
    assert refusal.value.field == "secret"

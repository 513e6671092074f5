"""What an envelope lends to its payload."""

from msgspec import Raw, ValidationError
from msgspec.json import Decoder

from olympus.adapters.json_events.envelope import Envelope
from olympus.adapters.json_events.naming import Called
from olympus.adapters.json_events.refusals import of_wrong_type, within
from olympus.adapters.json_events.surroundings import NO_METRICS, NOTHING_AROUND, MetricsIn, Surroundings
from olympus.adapters.json_events.texts import identifier
from olympus.domain.events.rejection import EventRejected

_METRICS = Decoder(MetricsIn)


def lent_by(envelope: Envelope, name: Called) -> Surroundings:
    """What the payload of an event of this name may leave to its envelope. Raises EventRejected."""
    if envelope.is_http_analytics:
        return Surroundings(
            user_id=envelope.said_user_id,
            customer_id=identifier(envelope.user_id),
            location_id=identifier(envelope.location_id),
            metrics=_metrics(envelope.metrics) if envelope.has_metrics else NO_METRICS,
            out_of_stock=name.says_out_of_stock,
        )
    if name.is_about_a_user:
        return Surroundings(user_id=envelope.said_user_id)
    return _OUT_OF_STOCK if name.says_out_of_stock else NOTHING_AROUND


def _metrics(raw: Raw) -> MetricsIn:
    try:
        return _METRICS.decode(raw).to_exact()
    except ValidationError as error:
        raise of_wrong_type(error, "metrics") from None
    except EventRejected as refusal:
        raise within("metrics", refusal) from None


_OUT_OF_STOCK = Surroundings(out_of_stock=True)

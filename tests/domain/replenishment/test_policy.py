"""What can be decided about reordering."""

import math

import pytest

from olympus.domain.replenishment.policy import InvalidPolicy, ReplenishmentPolicy


@pytest.mark.parametrize(
    ("service_level", "factor"), [(0.5, 0.0), (0.9, 1.282), (0.95, 1.645), (0.975, 1.960), (0.99, 2.326)]
)
def test_the_safety_factor_is_the_normal_quantile(service_level: float, factor: float) -> None:
    assert ReplenishmentPolicy(service_level=service_level).safety_factor == pytest.approx(factor, abs=5e-4)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("service_level", value) for value in (0.0, 0.49, 1.0, 2.0, -1.0, math.nan, math.inf)),
        *(("lead_time_days", value) for value in (-1, 366, 10_000)),
        *(("review_days", value) for value in (0, 366, -7)),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(field: str, value: float) -> None:
    with pytest.raises(InvalidPolicy) as refused:
        ReplenishmentPolicy(**{field: value})  # type: ignore[arg-type]
    assert refused.value.field == field
    assert str(value) in str(refused.value)


def test_an_order_lasts_until_the_delivery_after_next() -> None:
    assert ReplenishmentPolicy(lead_time_days=0, review_days=1).protected_days == 1
    assert ReplenishmentPolicy().forecast_days == 28 + 14
    assert ReplenishmentPolicy(lead_time_days=60, review_days=30).forecast_days == 180

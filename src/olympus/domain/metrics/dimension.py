"""The ways in which figures can be cut."""

from enum import StrEnum
from typing import Self

from olympus.domain.errors import UnknownName


class Dimension(StrEnum):
    """A dimension beside time. All are read in the tenant's time zone; a missing value is None."""

    LOCATION = "location"
    CHANNEL = "channel"
    PRODUCT = "product"
    CATEGORY = "category"
    CUSTOMER = "customer"
    PAYMENT_METHOD = "payment_method"
    CURRENCY = "currency"
    LOGIN_METHOD = "login_method"
    HOUR_OF_DAY = "hour_of_day"
    DAY_OF_WEEK = "day_of_week"

    @classmethod
    def _missing_(cls, value: object) -> Self:
        raise UnknownName("dimension", value, cls, field="dimensions")

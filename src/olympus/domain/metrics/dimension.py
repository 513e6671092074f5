"""The ways in which figures can be cut."""

from enum import StrEnum


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

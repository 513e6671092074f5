"""What people call the dimensions, and the values that every tenant's dimensions have."""

from olympus.domain.metrics.dimension import Dimension
from olympus.domain.questions.written_phrases import phrases

DIMENSION_WORDS: dict[Dimension, tuple[str, ...]] = {
    Dimension.LOCATION: phrases("""
        location, store, shop, branch, restaurant, site, outlet, city, country, region, state, territory, area,
        venue, place, market, store location, shop location, province, district, geography, cafe, point of sale,
        kitchen, warehouse, town, zone, country code, city name, store name, location name
    """),
    Dimension.CHANNEL: phrases("""
        channel, sales channel, order channel, platform, order source, source, medium, device, order type, type
        of order, distribution channel, ordering channel, acquisition channel
    """),
    Dimension.PRODUCT: phrases("""
        product, item, sku, dish, article, menu item, good, product name, item name, meal, pizza, drink,
        merchandise, stock item, thing, track, book, stockcode, product title, beverage
    """),
    Dimension.CATEGORY: phrases("""
        category, product category, product type, product line, department, type of product, product group, item
        category, menu section, genre, product family, kind of product, category name, menu category, item type,
        product class
    """),
    Dimension.PAYMENT_METHOD: phrases("""
        payment method, payment type, method of payment, way to pay, tender, payment option, means of payment,
        form of payment, payment mode, way of paying, type of payment, tender type, mode of payment, method
    """),
    Dimension.CURRENCY: ("currency",),
    Dimension.LOGIN_METHOD: phrases("""
        login method, login type, sign in method, way to log in, authentication method, auth method, login
        provider
    """),
    Dimension.HOUR_OF_DAY: phrases("""
        hour of day, hour of the day, time of day, time of the day, hours of the day, hours of day, clock hour
    """),
    Dimension.DAY_OF_WEEK: phrases("""
        day of week, day of the week, weekday, days of the week, week day, days of week, day in the week
    """),
}

CUSTOMER_WORDS: dict[str, str | None] = {
    "customer": "customers",
    "buyer": "customers",
    "shopper": "customers",
    "client": "customers",
    "guest": "customers",
    "purchaser": "customers",
    "diner": "customers",
    "customer id": None,
    "customer name": None,
    "spender": None,
    "consumer": "customers",
    "patron": "customers",
    "account": None,
}
"""Who buys: the dimension `customer`, and what is counted where they are."""

WEEKDAYS = phrases("""
    Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday
""")
"""In the order of ISO 8601, which numbers them from 1."""

DAYS: dict[str, tuple[int, ...]] = {
    "weekends": (6, 7),
    "the weekends": (6, 7),
    "weekdays": (1, 2, 3, 4, 5),
    "working days": (1, 2, 3, 4, 5),
    "workdays": (1, 2, 3, 4, 5),
    "business days": (1, 2, 3, 4, 5),
} | {f"{day.lower()}s": (number,) for number, day in enumerate(WEEKDAYS, start=1)}
"""Days that come again every week."""

VALUE_WORDS: dict[Dimension, dict[tuple[str, ...], tuple[str, ...]]] = {
    Dimension.PAYMENT_METHOD: {
        ("cash",): ("cash", "in cash", "by cash"),
        ("credit_card",): ("credit card", "by credit card"),
        ("debit_card",): ("debit card", "by debit card"),
        ("paypal",): ("paypal", "pay pal"),
        ("apple_pay",): ("apple pay", "applepay"),
        ("google_pay",): ("google pay", "googlepay", "gpay"),
        ("bank_transfer",): ("bank transfer", "wire transfer", "wire"),
    },
    Dimension.CHANNEL: {
        ("web", "online", "ecommerce"): phrases("""
            web, website, online, internet, webshop, online orders
        """),
        ("mobile", "app"): ("mobile", "app", "mobile app", "smartphone"),
        ("pos",): ("pos", "till", "cash register"),
        ("phone",): ("phone", "by phone", "telephone"),
        ("in_person", "pos", "in_store", "store"): phrases("""
            in person, in store, walk in, in house, instore, offline
        """),
        ("api",): ("api",),
    },
    Dimension.LOGIN_METHOD: {
        ("password",): ("password",),
        ("oauth", "sso"): ("oauth", "social login", "sso"),
        ("magic_link",): ("magic link",),
    },
}
"""What people call values that many tenants have: of several the first that the tenant has is meant."""

CARDS = ("card", "by card", "bank card", "cards", "plastic")
CARD_VALUES = ("credit_card", "debit_card")
"""A card of either kind."""

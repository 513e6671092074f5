"""What a timeframe can be called, and what each name means: for messages, documentation and menus."""

from types import MappingProxyType

TIMEFRAMES = MappingProxyType(
    {
        "all_time": "everything there is",
        "today": "the business day that is running",
        "yesterday": "the business day before",
        "this_week": "the running week, to its end",
        "last_week": "the week before",
        "this_month": "the running month, to its end",
        "last_month": "the month before",
        "this_quarter": "the running quarter of the fiscal year, to its end",
        "last_quarter": "the quarter before",
        "this_year": "the running fiscal year, to its end",
        "last_year": "the fiscal year before",
        "week_to_date": "from the first day of the week until now",
        "month_to_date": "from the first day of the month until now",
        "quarter_to_date": "from the first day of the quarter until now",
        "year_to_date": "from the first day of the fiscal year until now",
        "last_N_days": "the N days before today",
        "last_N_weeks": "the N weeks before this one",
        "last_N_months": "the N months before this one",
        "last_N_quarters": "the N quarters before this one",
        "last_N_years": "the N fiscal years before this one",
        "last_N_hours": "the last N times 60 minutes, until now",
        "last_N_minutes": "the last N minutes, until now",
        "custom": "from start to end: dates, both included, or date-times, the end excluded",
        "YYYY-MM-DD": "a date",
        "YYYY-Www": "an ISO week, Monday to Sunday",
        "YYYY-MM": "a calendar month",
        "YYYY-Qn": "a quarter of the calendar year",
        "YYYY": "a calendar year",
        "YYYY-MM-DD/YYYY-MM-DD": "from one date to another, both included",
    }
)
"""Every timeframe there is, and its meaning; N is a number from 1 to 9999, n one from 1 to 4."""

ALIASES = MappingProxyType(
    {
        "day": "today",
        "week": "this_week",
        "month": "this_month",
        "quarter": "this_quarter",
        "year": "this_year",
        "wtd": "week_to_date",
        "mtd": "month_to_date",
        "qtd": "quarter_to_date",
        "ytd": "year_to_date",
    }
)
"""Shorter names for some of them."""

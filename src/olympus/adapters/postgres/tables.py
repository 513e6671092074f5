"""The tables that are read and written row by row, as SQLAlchemy sees them.

The others are worked on set by set, in the files of `sql/`. Migrations say how all of them are made.
"""

from sqlalchemy import (
    Column,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    SmallInteger,
    Table,
    Text,
    Time,
)

metadata = MetaData()

tenant_settings = Table(
    "tenant_settings",
    metadata,
    Column("tenant_id", Text, primary_key=True),
    Column("time_zone", Text),
    Column("week_start", SmallInteger),
    Column("day_start", Time),
    Column("fiscal_year_start", SmallInteger),
    Column("retail_calendar", Text),
    Column("currency", Text),
    Column("default_reorder_point", Numeric),
    Column("country", Text),
)

dead_letters = Table(
    "dead_letters",
    metadata,
    Column("letter_id", Text, primary_key=True),
    Column("reason", Text),
    Column("detail", Text),
    Column("field", Text),
    Column("body", LargeBinary),
    Column("intake", Text),
    Column("channel", Text),
    Column("tenant_id", Text),
    Column("first_at", DateTime(timezone=True)),
    Column("last_at", DateTime(timezone=True)),
    Column("attempts", Integer),
)

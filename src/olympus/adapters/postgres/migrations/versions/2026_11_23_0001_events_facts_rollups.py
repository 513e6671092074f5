"""Events with the facts that they state, and the rollups that figures are read from.

Every key begins with the tenant. Keys collate by bytes ("C"): it is the fastest, and it orders ids as
the domain does, so that both choose the same event where the lower id decides.
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE TYPE fact_kind AS ENUM (
        'order_placed', 'order_cancelled', 'payment_completed', 'payment_failed', 'payment_refunded',
        'logged_in', 'user_created')
    """,
    """
    CREATE TYPE measure AS ENUM (
        'order', 'order_voided', 'basket', 'basket_voided', 'item', 'item_voided', 'cancellation',
        'payment', 'payment_failure', 'refund', 'login', 'user_created')
    """,
    "CREATE TYPE grain AS ENUM ('quarter_hour', 'hour', 'day', 'month')",
    "CREATE TYPE population AS ENUM ('logged_in', 'ordered')",
    """
    CREATE TABLE tenant_settings (
        tenant_id             text COLLATE "C" PRIMARY KEY,
        time_zone             text NOT NULL,
        week_start            smallint NOT NULL,
        day_start             time NOT NULL,
        fiscal_year_start     smallint NOT NULL,
        retail_calendar       text,
        currency              text,
        default_reorder_point numeric
    )
    """,
    """
    CREATE TABLE tenant_state (
        tenant_id             text COLLATE "C" PRIMARY KEY,
        people                integer NOT NULL DEFAULT 0,
        currency              text,
        currency_of_order     boolean,
        currency_at           timestamptz,
        currency_event_id     text COLLATE "C"
    )
    """,
    """
    CREATE TABLE events (
        tenant_id      text COLLATE "C" NOT NULL,
        event_id       text COLLATE "C" NOT NULL,
        name           text NOT NULL,
        at             timestamptz NOT NULL,
        received_at    timestamptz NOT NULL,
        source         text,
        request_id     text,
        correlation_id text,
        user_id        text,
        location_id    text COLLATE "C",
        meaning        bigint NOT NULL,
        original       text NOT NULL,
        kind           fact_kind,
        order_id       text COLLATE "C",
        person_id      text COLLATE "C",
        channel        text COLLATE "C",
        method         text COLLATE "C",
        currency       text COLLATE "C",
        amount         numeric,
        product_ids    text[],
        categories     text[],
        quantities     numeric[],
        amounts        numeric[],
        PRIMARY KEY (tenant_id, event_id)
    )
    """,
    "CREATE INDEX facts_by_order ON events (tenant_id, order_id) WHERE order_id IS NOT NULL",
    "CREATE INDEX facts_by_time ON events (tenant_id, at) WHERE kind IS NOT NULL",
    """
    CREATE INDEX orders_by_person ON events (tenant_id, person_id, at)
        WHERE kind = 'order_placed' AND person_id IS NOT NULL
    """,
    """
    CREATE TABLE rollup (
        tenant_id   text COLLATE "C" NOT NULL,
        measure     measure NOT NULL,
        grain       grain NOT NULL,
        bucket      timestamptz NOT NULL,
        location_id text COLLATE "C" NOT NULL,
        channel     text COLLATE "C" NOT NULL,
        method      text COLLATE "C" NOT NULL,
        currency    text COLLATE "C" NOT NULL,
        count       bigint NOT NULL,
        amount      numeric NOT NULL,
        quantity    numeric NOT NULL,
        last_at     timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, measure, grain, bucket, location_id, channel, method, currency)
    ) WITH (fillfactor = 80)
    """,
    """
    CREATE TABLE product_rollup (
        tenant_id   text COLLATE "C" NOT NULL,
        grain       grain NOT NULL,
        bucket      timestamptz NOT NULL,
        product_id  text COLLATE "C" NOT NULL,
        category    text COLLATE "C" NOT NULL,
        location_id text COLLATE "C" NOT NULL,
        channel     text COLLATE "C" NOT NULL,
        currency    text COLLATE "C" NOT NULL,
        count       bigint NOT NULL,
        amount      numeric NOT NULL,
        quantity    numeric NOT NULL,
        PRIMARY KEY (tenant_id, grain, bucket, product_id, category, location_id, channel, currency)
    ) WITH (fillfactor = 80)
    """,
    """
    CREATE TABLE people (
        tenant_id text COLLATE "C" NOT NULL,
        person_id text COLLATE "C" NOT NULL,
        number    integer NOT NULL,
        PRIMARY KEY (tenant_id, person_id)
    )
    """,
    """
    CREATE TABLE people_rollup (
        tenant_id   text COLLATE "C" NOT NULL,
        population  population NOT NULL,
        grain       grain NOT NULL,
        bucket      timestamptz NOT NULL,
        location_id text COLLATE "C" NOT NULL,
        channel     text COLLATE "C" NOT NULL,
        people      bytea NOT NULL,
        PRIMARY KEY (tenant_id, population, grain, bucket, location_id, channel)
    ) WITH (fillfactor = 80)
    """,
    """
    CREATE TABLE products (
        tenant_id  text COLLATE "C" NOT NULL,
        product_id text COLLATE "C" NOT NULL,
        name       text COLLATE "C" NOT NULL,
        named_on   date NOT NULL,
        PRIMARY KEY (tenant_id, product_id)
    )
    """,
    """
    CREATE TABLE stock (
        tenant_id           text COLLATE "C" NOT NULL,
        product_id          text COLLATE "C" NOT NULL,
        location_id         text COLLATE "C" NOT NULL,
        at                  timestamptz NOT NULL,
        event_id            text COLLATE "C" NOT NULL,
        quantity            numeric,
        change              numeric,
        reorder_point       numeric,
        level               numeric,
        level_reorder_point numeric,
        PRIMARY KEY (tenant_id, product_id, location_id, at, event_id)
    )
    """,
    """
    CREATE TABLE stock_items (
        tenant_id   text COLLATE "C" NOT NULL,
        product_id  text COLLATE "C" NOT NULL,
        location_id text COLLATE "C" NOT NULL,
        PRIMARY KEY (tenant_id, product_id, location_id)
    )
    """,
    """
    CREATE TABLE dead_letters (
        letter_id text COLLATE "C" PRIMARY KEY,
        reason    text NOT NULL,
        detail    text NOT NULL,
        field     text,
        body      bytea NOT NULL,
        intake    text NOT NULL,
        channel   text,
        tenant_id text,
        first_at  timestamptz NOT NULL,
        last_at   timestamptz NOT NULL,
        attempts  integer NOT NULL
    )
    """,
    "CREATE INDEX dead_letters_newest_first ON dead_letters (last_at DESC, letter_id DESC)",
)


def upgrade() -> None:
    """Create everything."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Drop everything, with all that it holds."""
    for table in (
        "dead_letters",
        "stock_items",
        "stock",
        "products",
        "people_rollup",
        "people",
        "product_rollup",
        "rollup",
        "events",
        "tenant_state",
        "tenant_settings",
    ):
        op.execute(f"DROP TABLE {table}")
    for kind in ("population", "grain", "measure", "fact_kind"):
        op.execute(f"DROP TYPE {kind}")

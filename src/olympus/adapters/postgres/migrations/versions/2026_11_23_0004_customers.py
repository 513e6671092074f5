"""What each customer ordered and paid, by day and month, and when each ordered first and last."""

from alembic import op

from olympus.adapters.postgres.statements import contributions_of

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TABLE = """
    CREATE TABLE customer_rollup (
        tenant_id       text COLLATE "C" NOT NULL,
        grain           grain NOT NULL,
        bucket          timestamptz NOT NULL,
        customer_id     text COLLATE "C" NOT NULL,
        currency        text COLLATE "C" NOT NULL,
        orders          bigint NOT NULL,
        order_amount    numeric NOT NULL,
        orders_voided   bigint NOT NULL,
        voided_amount   numeric NOT NULL,
        payments        bigint NOT NULL,
        paid_amount     numeric NOT NULL,
        refunds         bigint NOT NULL,
        refunded_amount numeric NOT NULL,
        last_at         timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, grain, bucket, customer_id, currency)
    ) WITH (fillfactor = 80)
"""

_CONTRIBUTIONS = contributions_of("SELECT * FROM events WHERE kind IS NOT NULL")

_FILL = f"""
    INSERT INTO customer_rollup
    SELECT c.tenant_id, g.grain, date_trunc(g.grain::text, c.at, 'UTC'), c.customer_id, c.currency,
           count(*) FILTER (WHERE c.measure = 'order'),
           coalesce(sum(c.amount) FILTER (WHERE c.measure = 'order'), 0),
           count(*) FILTER (WHERE c.measure = 'order_voided'),
           coalesce(sum(c.amount) FILTER (WHERE c.measure = 'order_voided'), 0),
           count(*) FILTER (WHERE c.measure = 'payment'),
           coalesce(sum(c.amount) FILTER (WHERE c.measure = 'payment'), 0),
           count(*) FILTER (WHERE c.measure = 'refund'),
           coalesce(sum(c.amount) FILTER (WHERE c.measure = 'refund'), 0),
           max(c.at)
    FROM ({_CONTRIBUTIONS}) c
    CROSS JOIN (VALUES ('day'::grain), ('month')) g (grain)
    WHERE c.measure IN ('order', 'order_voided', 'payment', 'refund')
    GROUP BY 1, 2, 3, 4, 5
"""

_FIRST_AND_LAST = f"""
    UPDATE people p
    SET first_ordered_at = o.first_at, last_ordered_at = o.last_at
    FROM (
        SELECT c.tenant_id, c.person_id, min(c.at) AS first_at, max(c.at) AS last_at
        FROM ({_CONTRIBUTIONS}) c
        WHERE c.measure = 'order' AND c.person_id IS NOT NULL
        GROUP BY 1, 2
    ) o
    WHERE p.tenant_id = o.tenant_id AND p.person_id = o.person_id
"""


def upgrade() -> None:
    """Make room for customers, and fill it from the events that are recorded."""
    op.execute("SET LOCAL lock_timeout = '10s'")
    # First, as whoever records takes them; and whoever recorded while this fills would be missed.
    op.execute("LOCK TABLE events IN SHARE ROW EXCLUSIVE MODE")
    op.execute(_TABLE)
    op.execute("ALTER TABLE people SET (fillfactor = 80)")
    op.execute("ALTER TABLE people ADD first_ordered_at timestamptz, ADD last_ordered_at timestamptz")
    op.execute(_FILL)
    op.execute(_FIRST_AND_LAST)


def downgrade() -> None:
    """Forget them."""
    op.execute("SET LOCAL lock_timeout = '10s'")
    op.execute("DROP TABLE customer_rollup")
    op.execute("ALTER TABLE people DROP first_ordered_at, DROP last_ordered_at")

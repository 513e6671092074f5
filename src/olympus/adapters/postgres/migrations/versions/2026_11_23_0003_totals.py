"""Totals beside the rollups by place, so that a figure of all places costs the same whatever there is of them.

Products get totals by the hour, people are told apart by how they logged in, and what is known of products
says when the last of it happened.
"""

from alembic import op

from olympus.adapters.postgres.refilling import refill

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "SET LOCAL lock_timeout = '10s'",
    # First, as whoever records takes them; and whoever recorded while this fills would be missed.
    "LOCK TABLE events IN SHARE ROW EXCLUSIVE MODE",
    """
    CREATE TABLE total_rollup (
        tenant_id text COLLATE "C" NOT NULL,
        measure   measure NOT NULL,
        grain     grain NOT NULL,
        bucket    timestamptz NOT NULL,
        currency  text COLLATE "C" NOT NULL,
        count     bigint NOT NULL,
        amount    numeric NOT NULL,
        quantity  numeric NOT NULL,
        last_at   timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, measure, grain, bucket, currency)
    ) WITH (fillfactor = 80)
    """,
    """
    CREATE TABLE product_total_rollup (
        tenant_id  text COLLATE "C" NOT NULL,
        grain      grain NOT NULL,
        bucket     timestamptz NOT NULL,
        product_id text COLLATE "C" NOT NULL,
        category   text COLLATE "C" NOT NULL,
        currency   text COLLATE "C" NOT NULL,
        count      bigint NOT NULL,
        amount     numeric NOT NULL,
        quantity   numeric NOT NULL,
        last_at    timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, grain, bucket, product_id, category, currency)
    ) WITH (fillfactor = 80)
    """,
    """
    CREATE TABLE people_total_rollup (
        tenant_id  text COLLATE "C" NOT NULL,
        population population NOT NULL,
        grain      grain NOT NULL,
        bucket     timestamptz NOT NULL,
        people     bytea NOT NULL,
        PRIMARY KEY (tenant_id, population, grain, bucket)
    ) WITH (fillfactor = 80)
    """,
    # filled again below, from the events
    "TRUNCATE rollup, product_rollup, people_rollup",
    "ALTER TABLE product_rollup ADD COLUMN last_at timestamptz NOT NULL",
    'ALTER TABLE people_rollup ADD COLUMN method text COLLATE "C" NOT NULL',
    """
    ALTER TABLE people_rollup
        DROP CONSTRAINT people_rollup_pkey,
        ADD PRIMARY KEY (tenant_id, population, grain, bucket, location_id, channel, method)
    """,
)


def upgrade() -> None:
    """Make the tables, and fill every rollup from the events that there are."""
    for statement in _STATEMENTS:
        op.execute(statement)
    refill(op.get_bind())


def downgrade() -> None:
    """The rollups of the version before were made by its own code."""
    raise NotImplementedError("the rollups cannot be made as they were")

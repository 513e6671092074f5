"""Forecasts are kept, to be held against what happened; tenants may say whose holidays they keep."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for forecasts, a row each, and for the country."""
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("ALTER TABLE tenant_settings ADD COLUMN country text")
    op.execute("""
        CREATE TABLE forecasts (
            tenant_id text NOT NULL,
            metric text NOT NULL,
            granularity text NOT NULL,
            filters text NOT NULL,
            begins_at timestamptz NOT NULL,
            made_at timestamptz NOT NULL,
            model text NOT NULL,
            starts timestamptz[] NOT NULL,
            mean double precision[] NOT NULL,
            lower_80 double precision[] NOT NULL,
            upper_80 double precision[] NOT NULL,
            lower_95 double precision[] NOT NULL,
            upper_95 double precision[] NOT NULL,
            PRIMARY KEY (tenant_id, metric, granularity, filters, begins_at)
        )
    """)


def downgrade() -> None:
    """Forget the forecasts and the countries."""
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP TABLE forecasts")
    op.execute("ALTER TABLE tenant_settings DROP COLUMN country")

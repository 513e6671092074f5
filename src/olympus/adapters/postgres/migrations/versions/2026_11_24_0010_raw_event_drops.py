"""Which months of what was sent were dropped, and which warehouses had all of them by then."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Whatever was exported by now is taken to be whole."""
    op.execute("CREATE TABLE raw_event_drops (month text PRIMARY KEY, last_position bigint NOT NULL)")
    op.execute("ALTER TABLE warehouse_exports ADD is_whole boolean NOT NULL DEFAULT true")


def downgrade() -> None:
    """It is forgotten what was dropped."""
    op.execute("ALTER TABLE warehouse_exports DROP COLUMN is_whole")
    op.execute("DROP TABLE raw_event_drops")

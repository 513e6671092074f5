"""Odd points, each once, and when each tenant is to be judged again."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two tables of their own; nothing that is there is touched."""
    op.execute("""
        CREATE TABLE anomalies (
            tenant_id    text COLLATE "C" NOT NULL,
            anomaly_id   text COLLATE "C" NOT NULL,
            metric       text NOT NULL,
            granularity  text NOT NULL,
            location     text,
            unit_start   timestamptz NOT NULL,
            unit_end     timestamptz NOT NULL,
            value        numeric NOT NULL,
            expected     numeric NOT NULL,
            lower        numeric NOT NULL,
            upper        numeric NOT NULL,
            beyond       double precision NOT NULL,
            deviations   double precision NOT NULL,
            explained_by jsonb NOT NULL,
            detected_at  timestamptz NOT NULL,
            told_at      timestamptz,
            PRIMARY KEY (tenant_id, anomaly_id)
        )
    """)
    op.execute("CREATE INDEX anomalies_by_time ON anomalies (tenant_id, unit_start)")
    op.execute("CREATE INDEX anomalies_untold ON anomalies (detected_at) WHERE told_at IS NULL")
    op.execute("""
        CREATE TABLE anomaly_detections (
            tenant_id text COLLATE "C" PRIMARY KEY,
            version   bigint NOT NULL,
            judged_at timestamptz NOT NULL,
            due_at    timestamptz
        )
    """)


def downgrade() -> None:
    """What was found is lost, and found again as far as it is still looked at."""
    op.execute("DROP TABLE anomalies, anomaly_detections")

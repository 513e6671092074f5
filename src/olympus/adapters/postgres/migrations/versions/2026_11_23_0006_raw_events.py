"""What was sent lies apart, in the order of recording and by month, so that a month of it can be dropped whole."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "CREATE SEQUENCE event_positions",
    """
    CREATE TABLE raw_events (
        position    bigint NOT NULL,
        tenant_id   text COLLATE "C" NOT NULL,
        event_id    text COLLATE "C" NOT NULL,
        received_at timestamptz NOT NULL,
        original    text NOT NULL
    ) PARTITION BY RANGE (received_at)
    """,
    "CREATE INDEX raw_events_by_position ON raw_events (position)",
    "CREATE TABLE raw_events_of_other_months PARTITION OF raw_events DEFAULT",
    "ALTER SEQUENCE event_positions OWNED BY raw_events.position",
    "ALTER TABLE events ADD position bigint",
    """
    DO $$
    DECLARE month timestamptz;
    BEGIN
        FOR month IN
            SELECT date_trunc('month', received_at, 'UTC') FROM events
            UNION SELECT date_trunc('month', now() + moved, 'UTC')
                  FROM (VALUES (interval '0'), (interval '1 month')) m (moved)
        LOOP
            EXECUTE format('CREATE TABLE %I PARTITION OF raw_events FOR VALUES FROM (%L) TO (%L)',
                           'raw_events_' || to_char(month AT TIME ZONE 'UTC', 'YYYY_MM'),
                           month, (month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
        END LOOP;
    END $$
    """,
    """
    UPDATE events e
    SET position = n.position
    FROM (SELECT tenant_id, event_id, row_number() OVER (ORDER BY received_at, tenant_id, event_id) AS position
          FROM events) n
    WHERE e.tenant_id = n.tenant_id AND e.event_id = n.event_id
    """,
    """
    INSERT INTO raw_events (position, tenant_id, event_id, received_at, original)
    SELECT position, tenant_id, event_id, received_at, original FROM events ORDER BY position
    """,
    "SELECT setval('event_positions', max(position)) FROM events HAVING max(position) IS NOT NULL",
    """
    ALTER TABLE events
        ALTER COLUMN position SET NOT NULL,
        DROP COLUMN original, DROP COLUMN source, DROP COLUMN request_id, DROP COLUMN correlation_id,
        DROP COLUMN user_id
    """,
    """
    CREATE TABLE warehouse_exports (
        warehouse        text PRIMARY KEY,
        exported_until   bigint NOT NULL,
        attempting_until bigint,
        incarnation      text,
        trouble          text
    )
    """,
)


def upgrade() -> None:
    """Move what was sent, and number every event in the order in which it was received."""
    op.execute("SET LOCAL lock_timeout = '10s'")
    op.execute("LOCK TABLE events IN ACCESS EXCLUSIVE MODE")
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Put what was sent back beside its facts. Fails where a month of it was dropped."""
    for statement in (
        """
        ALTER TABLE events ADD original text, ADD source text, ADD request_id text, ADD correlation_id text,
            ADD user_id text
        """,
        "UPDATE events e SET original = r.original FROM raw_events r WHERE r.position = e.position",
        "ALTER TABLE events ALTER COLUMN original SET NOT NULL, DROP COLUMN position",
        "DROP TABLE raw_events, warehouse_exports",
    ):
        op.execute(statement)

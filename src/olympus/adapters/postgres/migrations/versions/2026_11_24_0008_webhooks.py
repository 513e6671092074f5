"""Addresses that are told of what happens to a tenant, and what is still to be sent to them."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for addresses and messages."""
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("""
        CREATE TABLE webhooks (
            webhook_id text PRIMARY KEY,
            tenant_id text NOT NULL,
            url text NOT NULL,
            secret text NOT NULL,
            occasions text[] NOT NULL,
            created_at timestamptz NOT NULL
        )
    """)
    op.execute("CREATE INDEX webhooks_of_tenant ON webhooks (tenant_id)")
    op.execute("""
        CREATE TABLE webhook_deliveries (
            delivery_id text PRIMARY KEY,
            webhook_id text NOT NULL REFERENCES webhooks ON DELETE CASCADE,
            body text NOT NULL,
            created_at timestamptz NOT NULL,
            attempts integer NOT NULL DEFAULT 0,
            next_at timestamptz,
            delivered_at timestamptz,
            trouble text
        )
    """)
    op.execute("CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_at) WHERE next_at IS NOT NULL")
    op.execute("CREATE INDEX webhook_deliveries_of_webhook ON webhook_deliveries (webhook_id)")


def downgrade() -> None:
    """Forget the addresses and the messages."""
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DROP TABLE webhook_deliveries, webhooks")

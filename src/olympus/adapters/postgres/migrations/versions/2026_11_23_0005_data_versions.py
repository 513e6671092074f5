"""Each tenant's data have a version, which moves with every change."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Begin every tenant at 0. A constant default rewrites no row; the lock is short, or is not had."""
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("ALTER TABLE tenant_state ADD COLUMN version bigint NOT NULL DEFAULT 0")


def downgrade() -> None:
    """Forget the versions."""
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("ALTER TABLE tenant_state DROP COLUMN version")

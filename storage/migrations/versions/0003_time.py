"""reminders, office hours, and what is drawn when it is delivered."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "reminder",
        sa.Column("id", key, nullable=False),
        sa.Column("office_id", key, nullable=False),
        sa.Column("cycle_id", key, nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("unit_key", key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("due_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("meant_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("told_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.ForeignKeyConstraint(["office_id", "cycle_id"], ["cycle.office_id", "cycle.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cycle_id", "step", "unit_key", "kind", "due_at"),
    )
    op.create_index(
        "ix_reminder_due",
        "reminder",
        ["due_at"],
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_table(
        "special_hours",
        sa.Column("id", key, nullable=False),
        sa.Column("office_id", key, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("office_id", "first_on"),
    )
    op.add_column("office", sa.Column("hours", sa.String(), nullable=False, server_default=""))
    op.add_column("day", sa.Column("hours", sa.String(), nullable=False, server_default=""))
    op.add_column("day", sa.Column("note", sa.String(), nullable=False, server_default=""))
    op.add_column("outbox", sa.Column("document", sa.String(), nullable=False, server_default=""))
    op.add_column("outbox", sa.Column("held_ms", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("outbox", sa.Column("wanted_at", storage.columns.UtcDateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_outbox_wanted",
        "outbox",
        ["bot_id", "id"],
        sqlite_where=sa.text("wanted_at IS NOT NULL AND sent_at IS NOT NULL"),
        postgresql_where=sa.text("wanted_at IS NOT NULL AND sent_at IS NOT NULL"),
    )

"""who was let in, on whose word, and what they consented to."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Accounts that are bound stay so; they are shown the notice on personal data at their next word."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    instant = storage.columns.UtcDateTime(timezone=True)
    op.add_column("office", sa.Column("admission", sa.String(), nullable=False, server_default="admin"))
    op.add_column("account", sa.Column("notice_version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("account", sa.Column("consented_at", instant, nullable=True))
    op.add_column("invite", sa.Column("code_hash", sa.String(), nullable=False, server_default=""))
    op.add_column("invite", sa.Column("replaces", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_invite_of_office", "invite", ["office_id", "id"], unique=True)
    op.create_table(
        "newcomer",
        sa.Column("id", key, nullable=False),
        sa.Column("office_id", key, nullable=False),
        sa.Column("person_id", key, nullable=False),
        sa.Column("invite_id", key, nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("telegram_name", sa.String(), nullable=False),
        sa.Column("opened_at", instant, nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("notice_version", sa.Integer(), nullable=False),
        sa.Column("consented_at", instant, nullable=True),
        sa.Column("nip_fits", sa.Boolean(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.ForeignKeyConstraint(["office_id", "person_id"], ["person.office_id", "person.id"]),
        sa.ForeignKeyConstraint(["office_id", "invite_id"], ["invite.office_id", "invite.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("bot_id", "user_id", "office_id"),
        sa.UniqueConstraint("bot_id", "office_id", "person_id"),
    )

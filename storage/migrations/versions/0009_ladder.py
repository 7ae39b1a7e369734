"""what is done for orders that nobody reads."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "order_rung",
        sa.Column("id", key, nullable=False),
        sa.Column("office_id", key, nullable=False),
        sa.Column("cycle_id", key, nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("unit_key", key, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("post_id", key, nullable=False),
        sa.Column("rung", sa.String(), nullable=False),
        sa.Column("taken_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.ForeignKeyConstraint(["office_id", "cycle_id"], ["cycle.office_id", "cycle.id"]),
        sa.ForeignKeyConstraint(["office_id", "post_id"], ["post.office_id", "post.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cycle_id", "step", "unit_key", "round", "post_id", "rung"),
    )

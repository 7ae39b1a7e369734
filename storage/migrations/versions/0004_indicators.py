"""indicators by version, figures from before Monev, and how an office judges."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "indicator_import",
        sa.Column("id", key, nullable=False),
        sa.Column("office_id", key, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("from_quarter", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("person_id", key, nullable=True),
        sa.Column("at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.ForeignKeyConstraint(["office_id", "person_id"], ["person.office_id", "person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("office_id", "id"),
    )
    op.create_table(
        "indicator",
        sa.Column("id", key, nullable=False),
        sa.Column("office_id", key, nullable=False),
        sa.Column("unit_id", key, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("from_quarter", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_dropped", sa.Boolean(), nullable=False),
        sa.Column("data", sa.String(), nullable=False),
        sa.Column("import_id", key, nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.ForeignKeyConstraint(["office_id", "unit_id"], ["unit.office_id", "unit.id"]),
        sa.ForeignKeyConstraint(["office_id", "import_id"], ["indicator_import.office_id", "indicator_import.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_indicator_year", "indicator", ["office_id", "year", "unit_id"])
    op.create_table(
        "past_figure",
        sa.Column("id", key, nullable=False),
        sa.Column("office_id", key, nullable=False),
        sa.Column("unit_id", key, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("data", sa.String(), nullable=False),
        sa.Column("import_id", key, nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.ForeignKeyConstraint(["office_id", "unit_id"], ["unit.office_id", "unit.id"]),
        sa.ForeignKeyConstraint(["office_id", "import_id"], ["indicator_import.office_id", "indicator_import.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_past_figure_year", "past_figure", ["office_id", "unit_id", "year"])
    op.add_column("office", sa.Column("performance", sa.String(), nullable=False, server_default="{}"))

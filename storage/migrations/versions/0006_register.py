"""the register of an office, and history that can be proved."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import storage.columns
from storage.proof import file_sums, link_of
from workflow.chain import START, entry_hash

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    instant = storage.columns.UtcDateTime(timezone=True)
    op.create_table(
        "register",
        sa.Column("id", key, nullable=False),
        sa.Column("office_id", key, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.Column("cause_id", key, nullable=True),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("office_id", "position"),
    )
    op.create_table(
        "seal",
        sa.Column("id", key, nullable=False),
        sa.Column("office_id", key, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("root", sa.String(), nullable=False),
        sa.Column("heads", sa.String(), nullable=False),
        sa.Column("made_at", instant, nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("office_id", "position"),
    )
    for name, default in (("files", "[]"), ("hash", "")):
        op.add_column("history", sa.Column(name, sa.String(), nullable=False, server_default=default))
    _chain(op.get_bind())


def _chain(connection: sa.Connection) -> None:
    """Tie what is in the history already; from now on it can be proved that it was not changed."""
    found = connection.execute(
        sa.text(
            "SELECT id, office_id, cycle_id, position, kind, event, person_id, post_id, actor, at, cause_id"
            " FROM history ORDER BY cycle_id, position"
        )
    ).mappings()
    previous, cycle_id, tied = START, None, []
    for row in found:
        known: dict[str, Any] = {**row, "files": file_sums(connection, row["office_id"], row["event"])}
        previous = entry_hash(previous if row["cycle_id"] == cycle_id else START, link_of(known))
        cycle_id = row["cycle_id"]
        tied.append({"of": row["id"], "files": known["files"], "hash": previous})
    if tied:
        connection.execute(sa.text("UPDATE history SET files = :files, hash = :hash WHERE id = :of"), tied)

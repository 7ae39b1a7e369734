"""people: telephone numbers, acts kept from stand-ins, and which changes of holders were told."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("person", sa.Column("phone", sa.String(), nullable=False, server_default=""))
    op.add_column("office", sa.Column("strategic", sa.String(), nullable=False, server_default="[]"))
    op.add_column("office", sa.Column("proposals", sa.String(), nullable=False, server_default=""))
    op.add_column("office", sa.Column("told_holders", sa.String(), nullable=False, server_default=""))

"""incidents, and what people ask about their data."""

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing: incidents are entries of the register, and what a person may see is counted where it lies."""

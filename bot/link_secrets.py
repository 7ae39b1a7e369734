"""What opens the door, made so that nobody can guess it."""

import secrets

from workflow.admission import CODE_DIGITS

TOKEN_BYTES = 24
"""A link's secret: 32 characters, as Telegram's `start` parameter takes up to 64."""


def new_token() -> str:
    """Return the secret of a link."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_code() -> str:
    """Return the six digits that go with a link."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"

"""What must not be sent to the bot, and is neither kept nor answered by its words: see `nik` and `passphrases`."""

from enum import StrEnum

from workflow.nik import has_nik
from workflow.passphrases import has_passphrase


class Unwelcome(StrEnum):
    """What was found in a message."""

    NIK = "nik"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of what was found


def unwelcome_in(*texts: str) -> Unwelcome | None:
    """Return what one of the texts holds that must not be kept; None for an ordinary message."""
    for text in texts:
        if has_nik(text):
            return Unwelcome.NIK
        if has_passphrase(text):
            return Unwelcome.PASSPHRASE
    return None

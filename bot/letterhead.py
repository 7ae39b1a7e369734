"""The office's stored letterhead as papers print it; apart from the office's file, which takes long to load."""

import json

from workflow.papers.sheet import Letterhead

LOGO = "logo_sha256"
"""Where the letterhead keeps the content of its logo, beside the name that the office's file gives it."""
_LINES = {
    "government": "pemerintah",
    "office": "dinas",
    "address": "alamat",
    "phone": "telepon",
    "email": "surel",
    "website": "situs",
    "place": "tempat",
    "logo": LOGO,
}


def letterhead_of(stored: str) -> Letterhead:
    """Return what is stored (JSON) as it is printed; a line that the office left out is empty."""
    lines = json.loads(stored)
    return Letterhead(**{name: lines.get(key, "") for name, key in _LINES.items()})

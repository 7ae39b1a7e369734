"""The finished file of a Word paper: its properties, and bytes that are the same for the same paper."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time

from docx.document import Document

from documents.word_text import clean
from workflow.papers.sheet import Sheet

_DATED = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a ZIP can bear."""
_MOST = 255
"""Characters of a property, as the standard bounds them."""


def saved(document: Document, sheet: Sheet, title: str) -> bytes:
    """Return the document as a file that names its title, its office and the paper's date, and no clock."""
    properties = document.core_properties
    office = clean(sheet.letterhead.office)[:_MOST]
    dated = datetime.combine(sheet.dated_on, time(), UTC)
    properties.title = properties.subject = clean(title)[:_MOST]
    properties.author = properties.last_modified_by = office
    properties.comments = properties.keywords = properties.category = ""
    properties.created = properties.modified = dated
    properties.language, properties.revision = "id-ID", 1
    made = io.BytesIO()
    document.save(made)
    return _undated(made.getvalue())


def _undated(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            kept = zipfile.ZipInfo(entry.filename, _DATED)
            kept.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(kept, source.read(entry))
    return made.getvalue()

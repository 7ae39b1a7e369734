"""Plain words as the XML of a Word document: shown as they stand, line breaks kept, never markup."""

from __future__ import annotations

import re
import unicodedata
from xml.sax.saxutils import escape

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DECLARED = f'xmlns:w="{NAMESPACE}"'
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
"""What XML forbids, direction marks, halves of characters: nothing that ink could show."""
_LINE_END = re.compile("\r\n?|[\u2028\u2029\x85]")


def clean(text: str) -> str:
    """Return the text as a document may hold it: one kind of line end, tabs as blanks, composed letters."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _LINE_END.sub("\n", text).replace("\t", " ")))


def run(text: str, *, bold: bool = False, color: str = "") -> str:
    """Return one run of words; a line break in them stays one."""
    properties = ("<w:b/>" if bold else "") + (f'<w:color w:val="{color}"/>' if color else "")
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in clean(text).split("\n")]
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{'<w:br/>'.join(lines)}</w:r>"


def paragraph(text: str, style: str, *, bold: bool = False, properties: str = "", color: str = "") -> str:
    """Return a paragraph in the style of that id; `properties` follow the style in the schema's order."""
    content = run(text, bold=bold, color=color) if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def field(instruction: str, shown: str) -> str:
    """Return a field that Word reckons itself, e.g. PAGE, with what is shown until it does."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r><w:t>{shown}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )

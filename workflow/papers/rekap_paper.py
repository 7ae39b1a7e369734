"""Rekap capaian: the quarter's figures of all units with what they come to, as a workbook that reckons by itself."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.evaluation import DEFAULT_RULES, Rules
from workflow.papers.records import OfficeRecord
from workflow.papers.sheet import Sheet, Signature


@dataclass(frozen=True)
class RekapPaper:
    """The figures and by which rules they are judged; `signature` is of whoever drew it up, None for no block."""

    sheet: Sheet
    record: OfficeRecord
    rules: Rules = DEFAULT_RULES
    signature: Signature | None = None


def rekap_paper(
    sheet: Sheet, record: OfficeRecord, rules: Rules = DEFAULT_RULES, signature: Signature | None = None
) -> RekapPaper:
    """Return the rekap of the record's quarter."""
    return RekapPaper(sheet, record, rules, signature)

"""The kinds of paper that can be had, each in one format: the names under which they wait in the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class PaperKind(StrEnum):
    """A paper in a format. The stored names may not change."""

    TIMELINE = "timeline"
    SOP_PICTURE = "sop-picture"
    SOP = "sop"
    DISPOSISI = "disposisi"
    REPORT_PDF = "report-pdf"
    REPORT_WORD = "report-word"
    REKAP = "rekap"
    FORM_E81 = "form-e81"
    FOLLOW_UPS_PDF = "follow-ups-pdf"
    FOLLOW_UPS_EXCEL = "follow-ups-excel"
    COMPLIANCE = "compliance"
    CHART_UNITS = "chart-units"  # capaian of each unit
    CHART_QUARTERS = "chart-quarters"  # capaian against the quarter before
    CHART_SPENDING = "chart-spending"  # serapan against capaian
    UNIT_WORKBOOK = "unit-workbook"
    MARKED_WORKBOOK = "marked-workbook"
    PLAN_WORKBOOK = "plan-workbook"
    INDICATOR_TEMPLATE = "indicator-template"
    MANUAL_LIST = "manual-list"  # for going on without the bot
    BLANK_FORMS = "blank-forms"
    CALL_LIST = "call-list"  # orders that nobody opened, with telephone numbers
    INVITE_CARDS = "invite-cards"  # for admins: to cut up and hand out
    ARCHIVE = "archive"

    @property
    def suffix(self) -> str:
        """The end of its file's name, without the dot."""
        return SUFFIXES[self]

    @property
    def is_picture(self) -> bool:
        """Whether it is looked at in the chat itself, instead of being opened as a file."""
        return self.suffix == "png"


SUFFIXES: Mapping[PaperKind, str] = MappingProxyType(
    {
        PaperKind.TIMELINE: "png",
        PaperKind.SOP_PICTURE: "png",
        PaperKind.SOP: "pdf",
        PaperKind.DISPOSISI: "pdf",
        PaperKind.REPORT_PDF: "pdf",
        PaperKind.REPORT_WORD: "docx",
        PaperKind.REKAP: "xlsx",
        PaperKind.FORM_E81: "xlsx",
        PaperKind.FOLLOW_UPS_PDF: "pdf",
        PaperKind.FOLLOW_UPS_EXCEL: "xlsx",
        PaperKind.COMPLIANCE: "pdf",
        PaperKind.CHART_UNITS: "png",
        PaperKind.CHART_QUARTERS: "png",
        PaperKind.CHART_SPENDING: "png",
        PaperKind.UNIT_WORKBOOK: "xlsx",
        PaperKind.MARKED_WORKBOOK: "xlsx",
        PaperKind.PLAN_WORKBOOK: "xlsx",
        PaperKind.INDICATOR_TEMPLATE: "xlsx",
        PaperKind.MANUAL_LIST: "pdf",
        PaperKind.BLANK_FORMS: "pdf",
        PaperKind.CALL_LIST: "pdf",
        PaperKind.INVITE_CARDS: "pdf",
        PaperKind.ARCHIVE: "zip",
    }
)


@dataclass(frozen=True)
class Printed:
    """A paper on its way: what it says, in which kind, and the name of its file, ready for filing.

    `paper` is the storable dataclass that `documents.spec.KINDS` names for the kind.
    """

    kind: PaperKind
    paper: Any
    file_name: str

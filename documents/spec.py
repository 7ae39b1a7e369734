"""The one table of what can be drawn, and the description of a document as it waits in the outbox, read with distrust.

A description is JSON: `{"kind": a PaperKind, "data": the paper's fields}`. Papers and what draws them are named, not
imported: a time line needs no word processor, and the process lives for one document.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from documents.assets import Assets
from workflow.papers.kinds import PaperKind
from workflow.stored_form import restored


@dataclass(frozen=True)
class Drawn:
    """How a kind is drawn: `module:class` of its paper, and `module:function` of (paper, Assets) -> bytes."""

    paper: str
    function: str


KINDS: Mapping[PaperKind, Drawn] = MappingProxyType(
    {
        PaperKind.TIMELINE: Drawn("workflow.timeline:Timeline", "documents.timeline:drawn"),
        PaperKind.SOP: Drawn("workflow.papers.sop_chart:SopChart", "documents.sop_chart:drawn"),
        PaperKind.SOP_PICTURE: Drawn("workflow.papers.sop_chart:SopChart", "documents.sop_chart:drawn_picture"),
        PaperKind.DISPOSISI: Drawn(
            "workflow.papers.lembar_disposisi:LembarDisposisi", "documents.lembar_disposisi:drawn"
        ),
        PaperKind.REPORT_PDF: Drawn("workflow.papers.laporan:LaporanPaper", "documents.laporan:drawn_pdf"),
        PaperKind.REPORT_WORD: Drawn("workflow.papers.laporan:LaporanPaper", "documents.laporan:drawn_word"),
        PaperKind.FOLLOW_UPS_PDF: Drawn("workflow.papers.matriks:MatriksPaper", "documents.matriks_pdf:drawn"),
        PaperKind.COMPLIANCE: Drawn("workflow.papers.kepatuhan:KepatuhanPaper", "documents.kepatuhan:drawn"),
        PaperKind.FORM_E81: Drawn("workflow.papers.e81:E81Paper", "documents.e81:drawn"),
        PaperKind.CHART_UNITS: Drawn("workflow.papers.charts:CapaianChart", "documents.charts:drawn_units"),
        PaperKind.CHART_QUARTERS: Drawn("workflow.papers.charts:CapaianChart", "documents.charts:drawn_quarters"),
        PaperKind.CHART_SPENDING: Drawn("workflow.papers.charts:CapaianChart", "documents.charts:drawn_spending"),
        PaperKind.PLAN_WORKBOOK: Drawn("workflow.papers.plan_workbook:PlanWorkbook", "documents.plan_workbook:drawn"),
        PaperKind.UNIT_WORKBOOK: Drawn("workflow.papers.unit_workbook:UnitWorkbook", "documents.unit_workbook:drawn"),
        PaperKind.FOLLOW_UPS_EXCEL: Drawn("workflow.papers.matriks:MatriksPaper", "documents.matriks_xlsx:drawn"),
        PaperKind.MARKED_WORKBOOK: Drawn(
            "workflow.papers.unit_workbook:MarkedWorkbook", "documents.workbook_marks:drawn"
        ),
        PaperKind.REKAP: Drawn("workflow.papers.rekap_paper:RekapPaper", "documents.rekap_xlsx:drawn"),
        PaperKind.INDICATOR_TEMPLATE: Drawn(
            "workflow.papers.indicator_list:IndicatorListPaper", "documents.indicator_sheet:drawn"
        ),
        PaperKind.MANUAL_LIST: Drawn("workflow.papers.manual_list:ManualList", "documents.manual_list:drawn"),
        PaperKind.CALL_LIST: Drawn("workflow.papers.call_list:CallListPaper", "documents.call_list:drawn"),
        PaperKind.INVITE_CARDS: Drawn("workflow.papers.invite_cards:InviteCards", "documents.invite_cards:drawn"),
        PaperKind.BLANK_FORMS: Drawn("workflow.papers.blank_forms:BlankForms", "documents.blank_forms:drawn"),
    }
)
"""Every kind that can be drawn. A new one is a line here; the heavy libraries are imported by its module only."""


class SpecError(ValueError):
    """The description is none of ours; `fault` names what is wrong, never what it holds."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class Spec:
    """A description that was read: which kind, and the paper with all that it says."""

    kind: PaperKind
    paper: Any

    def draw(self, assets: Assets) -> bytes:
        """Return the file; raises whatever the kind's function raises."""
        function: Callable[[Any, Assets], bytes] = named(KINDS[self.kind].function)
        return function(self.paper, assets)


def read(stored: bytes | str) -> Spec:
    """Return what is to be drawn. Raises SpecError for anything that this edition cannot draw."""
    try:
        spec = json.loads(stored)
        kind = PaperKind(spec["kind"])
        paper = restored(named(KINDS[kind].paper), spec["data"])
        _check_zone(paper)
    except (ValueError, TypeError, KeyError, OSError) as error:  # a zone's name may be no file name
        raise SpecError(type(error).__name__) from None
    return Spec(kind, paper)


def named(name: str) -> Any:
    """Return what `module:name` stands for."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)


def _check_zone(paper: Any) -> None:
    """Refuse a zone that no clock keeps, wherever the paper has it."""
    for holder in (paper, getattr(paper, "sheet", None)):
        zone = getattr(holder, "zone", None)
        if zone is not None:
            ZoneInfo(zone)

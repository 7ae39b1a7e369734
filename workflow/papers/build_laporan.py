"""Gather the Laporan Monev Triwulan from a cycle as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from workflow.cycle import DECIDE, Cycle, Disposisi, Secrecy, SubmissionState
from workflow.evaluation import DEFAULT_RULES, Rules
from workflow.files import KeptFile
from workflow.office import Office, Role
from workflow.papers.build_records import evidence, signature
from workflow.papers.kepatuhan import TimeAccount
from workflow.papers.laporan import Agreed, Decision, DecisionKind, LaporanPaper, Member, Order, Standing, UnitDirected
from workflow.papers.matriks import carried_rows, plan_rows
from workflow.papers.records import OfficeRecord
from workflow.papers.sheet import Sheet
from workflow.papers.signers import holder_of, signer
from workflow.procedure import Procedure

_STANDINGS = (
    (Standing.RESPONSIBLE, Role.KEPALA_DINAS),
    (Standing.CHAIR, Role.SEKRETARIS),
    (Standing.MEMBER, Role.TIM),
    (Standing.SECRETARIAT, Role.PERENCANAAN),
)


@dataclass(frozen=True)
class LaporanFacts:
    """What the report is made from besides the units' record.

    `cycles` are those of which open items are carried over, `files` the kept files of plans and directions by id.
    """

    cycle: Cycle
    office: Office
    procedure: Procedure
    time: TimeAccount | None = None
    cycles: Sequence[Cycle] = ()
    files: Mapping[int, KeptFile] = field(default_factory=dict)
    number: str = ""  # nomor of the report, where the office has given one


def laporan_paper(
    sheet: Sheet, facts: LaporanFacts, record: OfficeRecord, rules: Rules = DEFAULT_RULES
) -> LaporanPaper:
    """Return the report of the cycle's quarter, dated and signed as of the sheet's day."""
    cycle, office, on = facts.cycle, facts.office, sheet.dated_on
    planned = {plan.unit_id for plan in cycle.plans}
    return LaporanPaper(
        sheet,
        cycle.quarter,
        record,
        rules,
        number=facts.number,
        sop=_sop(facts.procedure),
        legal_basis=facts.procedure.head.legal_basis,
        order=_order(cycle.disposisi[-1], office) if cycle.disposisi else None,
        team=tuple(_team(office, on)),
        agreed=tuple(Agreed(office.unit(each.unit_id).name, each.text) for each in cycle.coordinations),
        summary=cycle.reports[-1].text if cycle.reports else "",
        decisions=tuple(_decisions(cycle, office)),
        time=facts.time,
        directions=tuple(_directions(facts)),
        follow_ups=plan_rows(cycle, office, facts.files, on),
        carried=carried_rows(cycle.quarter, facts.cycles, office, facts.files, on),
        without_plan=tuple(
            office.unit(unit_id).name for unit_id in cycle.unit_ids if planned and unit_id not in planned
        ),
        drawn_up_by=signer(office, Role.PERENCANAAN, on),
        known_by=signer(office, Role.SEKRETARIS, on),
        approved_by=signer(office, Role.KEPALA_DINAS, on),
    )


def _sop(procedure: Procedure) -> str:
    head = procedure.head
    return f"{head.name} Nomor {head.number}" if head.number else head.name


def _order(issued: Disposisi, office: Office) -> Order:
    is_open = issued.secrecy is Secrecy.BIASA
    return Order(
        issued.number,
        issued.issued_at,
        signature(office, issued.issued_by, issued.issued_at),
        issued.subject if is_open else "",
        issued.requests if is_open else (),
        issued.agenda_number,
    )


def _team(office: Office, on: date) -> Iterator[Member]:
    for standing, role in _STANDINGS:
        for post in office.posts_with(role):
            yield Member(standing, holder_of(office, post, on))


def _decisions(cycle: Cycle, office: Office) -> Iterator[Decision]:
    for each in cycle.exclusions:
        by = signature(office, each.decided_by, each.decided_at)
        yield Decision(DecisionKind.EXCLUDED, office.unit(each.unit_id).name, each.reason, by)
    for sent in cycle.submissions:
        if sent.state is SubmissionState.REOPENED and sent.decided_by is not None:
            by = signature(office, sent.decided_by, sent.decided_at)
            yield Decision(DecisionKind.REOPENED, office.unit(sent.unit_id).name, sent.reason, by)


def _directions(facts: LaporanFacts) -> Iterator[UnitDirected]:
    for unit_id in facts.cycle.unit_ids:
        given = facts.cycle.direction(DECIDE, unit_id)
        if given is not None:
            by = signature(facts.office, given.given_by, given.given_at)
            yield UnitDirected(facts.office.unit(unit_id).name, given.text, by, evidence(given.files, facts.files))

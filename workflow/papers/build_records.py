"""Gather what units report in a quarter into the records that papers, charts and screens are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from workflow.capaian import Figures
from workflow.cycle import Cycle, IndicatorReport, Submission, SubmissionState
from workflow.files import KeptFile
from workflow.indicators import Indicator
from workflow.office import NO_POST, Actor, Office
from workflow.papers.records import Evidence, IndicatorRecord, OfficeRecord, QuarterReport, UnitRecord
from workflow.papers.sheet import Signature

_COUNTS = (SubmissionState.ACCEPTED, SubmissionState.SENT)


@dataclass(frozen=True)
class UnitFacts:
    """What is known of a unit besides its cycle. `figures` are those of earlier quarters of the year, by indicator."""

    indicators: tuple[Indicator, ...] = ()
    figures: Mapping[str, Figures] = field(default_factory=dict)
    last_year: Mapping[str, Decimal] = field(default_factory=dict)  # capaian of TW IV a year earlier, in percent
    renstra: Mapping[str, tuple[Decimal | None, Decimal | None]] = field(default_factory=dict)  # target, realised


def counted(cycle: Cycle, unit_id: int) -> Submission | None:
    """Return the version that counts: the one accepted or sent; before there is one, the latest not withdrawn."""
    versions = [kept for kept in reversed(cycle.submissions) if kept.unit_id == unit_id]
    sent = (kept for kept in versions if kept.state in _COUNTS)
    latest = (kept for kept in versions if kept.state is not SubmissionState.WITHDRAWN)
    return next(sent, None) or next(latest, None)


def office_record(
    cycle: Cycle, office: Office, facts: Mapping[int, UnitFacts], files: Mapping[int, KeptFile]
) -> OfficeRecord:
    """Return the record of all units of the cycle, each with the version that counts."""
    units = tuple(
        unit_record(cycle, office, unit_id, facts.get(unit_id, UnitFacts()), files, counted(cycle, unit_id))
        for unit_id in cycle.unit_ids
    )
    return OfficeRecord(cycle.quarter, units)


def unit_record(
    cycle: Cycle,
    office: Office,
    unit_id: int,
    facts: UnitFacts,
    files: Mapping[int, KeptFile],
    submission: Submission | None,
) -> UnitRecord:
    """Return a unit's record as that version of its data has it; without a version every figure of it is blank."""
    unit = office.unit(unit_id)
    reports = {report.code: report for report in submission.figures} if submission else {}
    excluded = next((each.reason for each in cycle.exclusions if each.unit_id == unit_id), "")
    records = tuple(
        _indicator_record(each, facts, None if excluded else reports.get(each.code), cycle.quarter.number, files)
        for each in facts.indicators
    )
    record = UnitRecord(
        unit.code,
        unit.name,
        records,
        remarks=tuple(note.text for note in cycle.notes if note.unit_id == unit_id),
        excluded=excluded,
    )
    return record if submission is None else _with_submission(record, office, submission, files)


def _with_submission(
    record: UnitRecord, office: Office, submission: Submission, files: Mapping[int, KeptFile]
) -> UnitRecord:
    proving = {file_id for report in submission.figures for file_id in report.files}
    return UnitRecord(
        record.code,
        record.name,
        record.records,
        number=submission.number,
        version=submission.version,
        note=submission.note,
        sent_at=submission.sent_at,
        sent_by=None if submission.sent_by is None else signature(office, submission.sent_by, submission.sent_at),
        files=evidence((file_id for file_id in submission.files if file_id not in proving), files),
        remarks=record.remarks,
        excluded=record.excluded,
        self_approved=submission.self_approved or submission.self_accepted,
    )


def _indicator_record(
    indicator: Indicator,
    facts: UnitFacts,
    report: IndicatorReport | None,
    quarter: int,
    files: Mapping[int, KeptFile],
) -> IndicatorRecord:
    earlier = facts.figures.get(indicator.code, {})
    reports = [QuarterReport(number, earlier[number]) for number in sorted(earlier) if number < quarter]
    if report is not None:
        reports.append(QuarterReport(quarter, report.reported))
    target, before = facts.renstra.get(indicator.code, (None, None))
    return IndicatorRecord(
        indicator,
        tuple(reports),
        evidence(report.files if report else (), files),
        facts.last_year.get(indicator.code),
        target,
        before,
    )


def evidence(file_ids: Iterable[int], files: Mapping[int, KeptFile]) -> tuple[Evidence, ...]:
    """Return the kept files by their ids, in that order; one that is not kept is left out."""
    found = (files.get(file_id) for file_id in file_ids)
    return tuple(Evidence(file.name, file.kind.value, file.size, file.fingerprint) for file in found if file)


def signature(office: Office, actor: Actor, at: datetime | None = None) -> Signature:
    """Return the block of whoever acted, in the capacity of that day; an admin signs in no post."""
    person = office.person(actor.person_id)
    title = "" if actor.post_id == NO_POST else office.post(actor.post_id).title
    return Signature(title, person.name, person.rank, person.nip, actor.kind, at)

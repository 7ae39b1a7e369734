"""A unit's figures for a desk: gathered from the records, judged by the rules of the office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from handlers.desk import Room
from workflow.capaian import Capaian, Figures, capaian_in
from workflow.cycle import Cycle, Submission
from workflow.evaluation import OfficeEvaluation, Rules, UnitEvaluation, evaluate_office, evaluate_unit
from workflow.files import KeptFile
from workflow.indicators import Indicator
from workflow.papers import build_records
from workflow.papers.build_records import UnitFacts
from workflow.papers.records import OfficeRecord, UnitRecord
from workflow.quarter import Quarter
from workflow.year_figures import figures_of


def rules(room: Room) -> Rules:
    """Return how the office judges: bands, cap, thresholds."""
    return room.records.rules()


def has_indicators(room: Room, cycle: Cycle, unit_id: int) -> bool:
    """Tell whether the unit reports figures in this cycle; without indicators it sends files and words only."""
    return bool(indicators_of(room, cycle, unit_id))


def indicators_of(room: Room, cycle: Cycle, unit_id: int) -> tuple[Indicator, ...]:
    """Return the unit's indicators as they are valid in the cycle's quarter, in the order of the plan."""
    return room.records.indicators(unit_id, cycle.quarter)


def figures_until(room: Room, cycle: Cycle, unit_id: int) -> Mapping[str, Figures]:
    """Return what counts of the year up to the cycle's quarter, by indicator."""
    past = room.records.past_figures(unit_id, cycle.quarter.year)
    return figures_of(room.records.recent_cycles(), past, unit_id, cycle.quarter)


def unit_record(room: Room, cycle: Cycle, unit_id: int, submission: Submission | None) -> UnitRecord:
    """Return the unit's record as that version of its data has it."""
    kept = files_by_id(room, () if submission is None else (submission,))
    return build_records.unit_record(cycle, room.office, unit_id, _facts(room, cycle, unit_id), kept, submission)


def office_record(room: Room, cycle: Cycle) -> OfficeRecord:
    """Return the record of all units of the cycle, each with the version that counts."""
    facts = {unit_id: _facts(room, cycle, unit_id) for unit_id in cycle.unit_ids}
    counted = (build_records.counted(cycle, unit_id) for unit_id in cycle.unit_ids)
    kept = files_by_id(room, [version for version in counted if version is not None])
    return build_records.office_record(cycle, room.office, facts, kept)


def evaluated_unit(room: Room, cycle: Cycle, unit_id: int, submission: Submission | None) -> UnitEvaluation:
    """Return how that version of the unit's data stands, by the rules of the office."""
    record = unit_record(room, cycle, unit_id, submission)
    return evaluate_unit(record, cycle.quarter.number, rules(room))


def evaluated_office(room: Room, cycle: Cycle) -> OfficeEvaluation:
    """Return how all units of the cycle stand, by the rules of the office."""
    return evaluate_office(office_record(room, cycle), rules(room))


def kept_files(room: Room, file_ids: Iterable[int]) -> tuple[KeptFile, ...]:
    """Return those files that are kept already."""
    found = (room.records.file(file_id) for file_id in file_ids)
    return tuple(file for file in found if file is not None)


def files_by_id(room: Room, submissions: Sequence[Submission]) -> Mapping[int, KeptFile]:
    """Return every kept file of these versions: those of the whole, and the evidence of each indicator."""
    wanted = dict.fromkeys(file_id for version in submissions for file_id in files_in(version))
    return {file.id: file for file in kept_files(room, wanted)}


def files_in(submission: Submission) -> Iterable[int]:
    """Yield the files of a version: those of the whole, then the evidence of each indicator."""
    yield from submission.files
    for report in submission.figures:
        yield from report.files


def _facts(room: Room, cycle: Cycle, unit_id: int) -> UnitFacts:
    planned = room.records.planned(unit_id, cycle.quarter)
    return UnitFacts(
        tuple(each.indicator for each in planned),
        figures_until(room, cycle, unit_id),
        _last_year(room, cycle.quarter, unit_id),
        {each.indicator.code: (each.renstra_target, each.renstra_before) for each in planned},
    )


def _last_year(room: Room, quarter: Quarter, unit_id: int) -> Mapping[str, Decimal]:
    """Return the capaian of last year's triwulan IV by indicator, against which triwulan I is held; else nothing."""
    if quarter.number != 1:
        return {}
    last = Quarter(quarter.year - 1, 4)
    past = room.records.past_figures(unit_id, last.year)
    figures = figures_of(room.records.recent_cycles(), past, unit_id, last)
    found = {
        each.code: capaian_in(each, figures.get(each.code, {}), last.number)
        for each in room.records.indicators(unit_id, last)
    }
    return {code: outcome.percent.rounded for code, outcome in found.items() if isinstance(outcome, Capaian)}

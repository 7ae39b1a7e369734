"""What a list would do: codes for what has none, from which quarter it holds, what is new of earlier figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from small_indicators import indicator

from workflow.cycle import Cycle, CycleState
from workflow.indicator_intake import KnownPlan, prepare, unit_names, usual_start
from workflow.indicator_plan import PlannedIndicator, Version
from workflow.indicator_reading import IndicatorReading, PastQuarter, ReadIndicator
from workflow.indicators import Reported
from workflow.office import Office, Unit
from workflow.quarter import Quarter

D = Decimal
OFFICE = Office(1, "k", "Dinas", "Asia/Jakarta", (Unit(1, "ikp", "Bidang IKP"), Unit(2, "ap", "Aptika")), (), (), ())
NOTHING = {1: KnownPlan((), {}), 2: KnownPlan((), {})}
MORNING = datetime(2026, 10, 1, 1, tzinfo=UTC)


def row(name: str, code: str = "", number: int = 2, past: tuple[PastQuarter, ...] = ()) -> ReadIndicator:
    return ReadIndicator(number, PlannedIndicator(indicator("higher", 10, code=code, name=name)), past)


def reading(*rows: ReadIndicator) -> IndicatorReading:
    return IndicatorReading(2026, rows=rows)


def cycle(quarter: int, state: CycleState) -> Cycle:
    return Cycle(quarter, 1, Quarter(2026, quarter), "sop", 1, state, MORNING, (1, 2))


def test_what_has_no_code_gets_the_next_free_one():
    """The unit's own code, and numbers that nobody has."""
    found = prepare(reading(row("A"), row("B", "IKP-01"), row("C")), OFFICE, NOTHING, ())
    assert [each.planned.indicator.code for each in found.rows] == ["IKP-02", "IKP-01", "IKP-03"]


def test_an_indicator_is_known_again_by_its_name():
    """A list without codes changes nothing the second time."""
    first = prepare(reading(row("Indeks"), row("Nilai")), OFFICE, NOTHING, ())
    known = {1: KnownPlan(first.changes.versions, {}), 2: KnownPlan((), {})}
    again = prepare(reading(row("indeks  "), row("Nilai")), OFFICE, known, ())
    assert [each.planned.indicator.code for each in again.rows] == ["IKP-01", "IKP-02"]
    assert [change.field for changed in again.changes.changed for change in changed.changes] == ["name"]


def test_a_list_holds_from_the_quarter_that_is_run():
    """The first one from the year's first quarter."""
    kept = [KnownPlan((Version(PlannedIndicator(indicator("higher", 1)), 1, 0),), {})]
    closed, running = cycle(1, CycleState.CLOSED), cycle(2, CycleState.RUNNING)
    assert usual_start([], [closed], 2026) == 1
    assert usual_start(kept, [], 2026) == 1
    assert usual_start(kept, [closed], 2026) == 2
    assert usual_start(kept, [running, closed], 2026) == 2
    assert usual_start(kept, [cycle(4, CycleState.CLOSED)], 2026) == 4
    assert usual_start(kept, [cycle(4, CycleState.WITHDRAWN)], 2026) == 1


def test_a_first_list_leaves_settled_quarters_alone():
    """Monev has run without indicators in triwulan I: they hold from II on."""
    found = prepare(reading(row("A")), OFFICE, NOTHING, [cycle(1, CycleState.CLOSED)])
    assert [version.from_quarter for version in found.changes.versions] == [2]
    assert found.changes.postponed == ((1, 2),)


def test_earlier_figures_are_kept_once():
    """The same figures in the next list are no change; a corrected one is."""
    past = (PastQuarter(1, Reported(D(9), D(100))), PastQuarter(2, Reported(D(8))))
    first = prepare(reading(row("A", "X", past=past)), OFFICE, NOTHING, ())
    assert [(each.code, each.quarter) for each in first.past] == [("X", 1), ("X", 2)]
    kept = {each.quarter: each.reported for each in first.past}
    known = {**NOTHING, 1: KnownPlan(first.changes.versions, {"X": kept})}
    corrected = replace(past[1], reported=Reported(D(7)))
    again = prepare(reading(row("A", "X", past=(past[0], corrected))), OFFICE, known, ())
    assert again.changes.is_empty
    assert [(each.quarter, each.reported.realisasi) for each in again.past] == [(2, D(7))]
    assert prepare(reading(row("A", "X", past=past)), OFFICE, known, ()).is_empty


def test_a_list_may_call_units_by_code_or_name():
    """Both are handed to the reader."""
    assert [(unit.code, unit.name) for unit in unit_names(OFFICE)] == [("ikp", "Bidang IKP"), ("ap", "Aptika")]

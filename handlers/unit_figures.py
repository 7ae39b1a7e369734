"""The figures of a version as everybody reads them: the table, what changed, the evidence behind buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from handlers import letters, performance
from handlers.acting import cycle_for
from handlers.buttons import StaleButtonError, Tapped
from handlers.desk import Desk
from handlers.outgoing import Rows
from handlers.texts import capaian
from handlers.texts import kiriman as texts
from handlers.texts.words import EMPTY, paragraphs
from workflow.cycle import Cycle, Submission
from workflow.differences import between_versions

EVIDENCE = "unit_bukti"
IN_A_ROW = 3


def table(desk: Desk, cycle: Cycle, version: Submission) -> Markup:
    """Return all figures of a version with what is to be looked at first; empty for one of files only."""
    if not version.figures:
        return EMPTY
    unit = performance.evaluated_unit(desk, cycle, version.unit_id, version)
    shown = capaian.table(unit, cycle.quarter.number, performance.rules(desk))
    return paragraphs(capaian.first_flags(unit), shown)


def differences(desk: Desk, cycle: Cycle, before: Submission, now: Submission) -> Markup:
    """Say which figures a version changed; empty where neither has any."""
    if not before.figures and not now.figures:
        return EMPTY
    indicators = performance.indicators_of(desk, cycle, now.unit_id)
    found = between_versions(before.figures, now.figures, tuple(each.code for each in indicators))
    return texts.figure_differences(found, indicators, before.version)


def evidence_rows(desk: Desk, cycle: Cycle, version: Submission) -> Rows:
    """Return a button for the evidence of each indicator that has some."""
    places = {each.code: n for n, each in enumerate(performance.indicators_of(desk, cycle, version.unit_id), start=1)}
    buttons = [
        desk.button(
            texts.evidence_label(places.get(report.code, n + 1), report),
            EVIDENCE,
            cycle.id,
            version.unit_id,
            version.version,
            n,
        )
        for n, report in enumerate(version.figures)
        if report.files
    ]
    return tuple(tuple(buttons[n : n + IN_A_ROW]) for n in range(0, len(buttons), IN_A_ROW))


def open_evidence(desk: Desk, tapped: Tapped) -> None:
    """List the evidence of one indicator of a version, each file behind its button."""
    cycle, unit_id = cycle_for(desk, tapped.number(0)), tapped.number(1)
    letters.refuse_other_unit(desk, cycle, unit_id)
    number, place = tapped.number(2), tapped.number(3)
    version = next((kept for kept in cycle.submissions if (kept.unit_id, kept.version) == (unit_id, number)), None)
    if version is None or place >= len(version.figures):
        raise StaleButtonError
    report = version.figures[place]
    indicators = performance.indicators_of(desk, cycle, unit_id)
    known = next((each for each in indicators if each.code == report.code), None)
    files = performance.kept_files(desk, report.files)
    desk.say(texts.evidence_of(known, report.code, files), *letters.file_rows(desk, cycle, report.files))


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {EVIDENCE: open_evidence}

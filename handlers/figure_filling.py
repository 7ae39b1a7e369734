"""A FigureDraft with all that its screens are made from, and the buttons of its present answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handlers import letters, performance
from handlers.acting import cycle_for
from handlers.buttons import StaleButtonError
from handlers.conversations import FigureDraft
from handlers.desk import Desk
from handlers.figure_draft import of_whole
from handlers.outgoing import Button
from workflow import commands
from workflow.cycle import Cycle, Submission, SubmissionState
from workflow.evaluation import IndicatorEvaluation, Rules, UnitEvaluation
from workflow.files import KeptFile
from workflow.indicators import Indicator


@dataclass(frozen=True)
class Filling:
    """A draft with all that its screens are made from."""

    draft: FigureDraft
    cycle: Cycle
    unit: UnitEvaluation
    rules: Rules

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The unit's indicators, in the order of its plan."""
        return tuple(each.record.indicator for each in self.unit.indicators)

    @property
    def opened(self) -> IndicatorEvaluation:
        """The indicator that is open; raises StaleButtonError where it is no longer in the plan."""
        return self.of(self.draft.at)

    def of(self, code: str) -> IndicatorEvaluation:
        """Return an indicator; raises StaleButtonError for one that is not in the plan."""
        found = next((each for each in self.unit.indicators if each.record.indicator.code == code), None)
        if found is None:
            raise StaleButtonError
        return found

    def place(self, code: str) -> int:
        """Return the number by which an indicator is called, from 1."""
        return next(n for n, each in enumerate(self.indicators, start=1) if each.code == code)


def filling(desk: Desk, draft: FigureDraft) -> Filling:
    """Gather what the draft's screens are made from.

    Raises CycleMissingError for a cycle of another office, a refusal for somebody who no longer belongs to the unit.
    """
    cycle = cycle_for(desk, draft.cycle_id)
    letters.refuse_other_unit(desk, cycle, draft.unit_id)
    unit = performance.evaluated_unit(desk, cycle, draft.unit_id, as_submission(desk, draft))
    return Filling(draft, cycle, unit, performance.rules(desk))


def as_submission(desk: Desk, draft: FigureDraft) -> Submission:
    """Return the draft as the version that it would become, to be judged by the same rules."""
    me = desk.capacity(commands.SubmitDraft, draft.unit_id)
    return Submission(
        draft.unit_id,
        0,
        draft.number,
        draft.note,
        of_whole(draft),
        SubmissionState.CHECKING,
        me,
        desk.now,
        figures=draft.reports,
    )


def draft_of(desk: Desk) -> FigureDraft:
    """Return the draft in which the chat stands; raises StaleButtonError where it stands elsewhere."""
    if not isinstance(desk.conversation, FigureDraft):
        raise StaleButtonError
    return desk.conversation


def button_maker(desk: Desk, found: Filling) -> Callable[..., Button]:
    """Return what makes plain buttons of the draft's present answer."""
    mark = (found.draft.nonce, found.draft.answer)
    return lambda label, verb, *args: desk.button(label, verb, *mark, *args)


def usual(desk: Desk, found: Filling, label: str, verb: str, *args: int | str) -> Button:
    """Make the green button of the draft's present answer."""
    return desk.usual(label, verb, found.draft.nonce, found.draft.answer, *args)


def kept(desk: Desk, file_ids: tuple[int, ...]) -> tuple[KeptFile, ...]:
    """Return those files that are kept already."""
    return performance.kept_files(desk, file_ids)

"""Steps 6 and 7: the Kepala Dinas directs each unit, each answers with its plan, the last plan ends the cycle."""

from __future__ import annotations

from workflow import commands as c
from workflow import events as e
from workflow import fields
from workflow.cycle import DECIDE, FOLLOW_UP, AssignmentState, Cycle
from workflow.office import UNIT_ROLES
from workflow.situation import Situation
from workflow.standing import end, owed, start


def direct_units(cycle: Cycle, command: c.GiveDirections, situation: Situation) -> tuple[e.Event, ...]:
    """Give one or more units their directions (SOP step 6); excluded units get theirs too."""
    decisions = [owed(cycle, DECIDE, direction.unit_id) for direction in command.directions]
    fields.check_distinct("directions", [direction.unit_id for direction in command.directions])
    for direction in command.directions:
        fields.check_message(direction.text, direction.files)
    found: list[e.Event] = []
    for direction, decision in zip(command.directions, decisions, strict=True):
        recipients = situation.posts(*UNIT_ROLES, unit_id=direction.unit_id)
        found += [
            e.DirectionGiven(DECIDE, direction.unit_id, direction.text, direction.files, recipients),
            *end(decision, AssignmentState.DONE),
            start(cycle, situation, FOLLOW_UP, direction.unit_id),
        ]
    return tuple(found)


def submit_plan(cycle: Cycle, command: c.SubmitPlan, situation: Situation) -> tuple[e.Event, ...]:
    """Answer the direction with a plan (SOP step 7); the last unit's plan ends the cycle (SELESAI)."""
    follow_up = owed(cycle, FOLLOW_UP, command.unit_id)
    fields.check_plan(command.items, situation.today)
    answered = {plan.unit_id for plan in cycle.plans} | {command.unit_id}
    return (
        e.PlanSubmitted(command.unit_id, command.items),
        *end(follow_up, AssignmentState.DONE),
        *((e.CycleClosed(),) if answered >= set(cycle.unit_ids) else ()),
    )

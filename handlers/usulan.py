"""Who hears of a proposed stand-in: its superior when it is proposed, everyone concerned when it is answered."""

from __future__ import annotations

from handlers import verbs
from handlers.desk import Desk
from handlers.outgoing import Button, Message
from handlers.texts import pengganti as texts
from workflow.office import Office, StandInProposal
from workflow.stand_ins import AnyOfficeChange, ConfirmStandIn, ProposeStandIn, RefuseStandIn, answerers, proposal_of

CONFIRM, REFUSE = "setuju_usul", "tolak_usul"
"""The kinds of change by which a proposal is answered (`handlers.office_forms.FORMS`)."""


def tell(desk: Desk, change: AnyOfficeChange, before: Office) -> None:
    """Tell of a proposal or of its answer; `before` is the office as it stood when that was given."""
    match change:
        case ProposeStandIn(proposal):
            _tell_superiors(desk, proposal)
        case ConfirmStandIn(number):
            _tell_confirmed(desk, proposal_of(before, number))
        case RefuseStandIn(number, reason):
            proposal = proposal_of(before, number)
            message = Message(texts.refused(desk, proposal, reason), ((desk.button(texts.AGAIN, verbs.STAND_INS),),))
            desk.tell(desk.office.person(proposal.proposed_by), message)
        case _:
            pass


def answers(desk: Desk, proposal: StandInProposal) -> tuple[Button, ...]:
    """Return the buttons by which the superior answers."""
    return (
        desk.usual(texts.CONFIRM, verbs.CHANGE_OFFICE, CONFIRM, proposal.number),
        desk.refusing(texts.REFUSE, verbs.CHANGE_OFFICE, REFUSE, proposal.number),
    )


def _tell_superiors(desk: Desk, proposal: StandInProposal) -> None:
    message = Message(texts.to_answer(desk, proposal), (answers(desk, proposal),))
    for person in answerers(desk.office, proposal, desk.today):
        desk.tell(person, message)


def _tell_confirmed(desk: Desk, proposal: StandInProposal) -> None:
    """Tell who proposed it and, unless the post is theirs today already, who stands in."""
    desk.tell(desk.office.person(proposal.proposed_by), Message(texts.confirmed(desk, proposal)))
    if proposal.from_on > desk.today:
        desk.tell(desk.office.person(proposal.person_id), Message(texts.called(desk, proposal)))

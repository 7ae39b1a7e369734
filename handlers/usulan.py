"""Who hears of a proposed stand-in: its superior when it is proposed, everyone concerned when it is answered."""

from __future__ import annotations

from markupsafe import Markup

from handlers import verbs
from handlers.desk import Desk, Room
from handlers.outgoing import Button, Message
from handlers.texts import pengganti as texts
from handlers.texts.words import EMPTY, paragraphs
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


def answers(room: Room, proposal: StandInProposal) -> tuple[Button, ...]:
    """Return the buttons by which the superior answers."""
    return (
        room.usual(texts.CONFIRM, verbs.CHANGE_OFFICE, CONFIRM, proposal.number),
        room.refusing(texts.REFUSE, verbs.CHANGE_OFFICE, REFUSE, proposal.number),
    )


def ask_again(room: Room, proposal: StandInProposal) -> None:
    """Remind the superiors of a proposal that was to begin by today; until they answer the post stays where it is."""
    _tell_superiors(room, proposal, texts.ASKED_AGAIN)


def _tell_superiors(room: Room, proposal: StandInProposal, above: Markup = EMPTY) -> None:
    message = Message(paragraphs(above, texts.to_answer(room, proposal)), (answers(room, proposal),))
    for person in answerers(room.office, proposal, room.today):
        room.tell(person, message)


def _tell_confirmed(desk: Desk, proposal: StandInProposal) -> None:
    """Tell who proposed it and, unless the post is theirs today already, who stands in."""
    desk.tell(desk.office.person(proposal.proposed_by), Message(texts.confirmed(desk, proposal)))
    if proposal.from_on > desk.today:
        desk.tell(desk.office.person(proposal.person_id), Message(texts.called(desk, proposal)))

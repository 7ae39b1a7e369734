"""A holder who will be away proposes who stands in; the superior confirms or refuses it, and only then it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflow import office_refusals as r
from workflow.holders import above
from workflow.office import Actor, Holding, HoldingKind, Office, Person, StandInProposal
from workflow.office_changes import Facts, OfficeChange, StandIn, check_stand_in, decide_change


@dataclass(frozen=True)
class ProposeStandIn:
    """The holder of a post proposes a Plh for the days on which they are away."""

    proposal: StandInProposal


@dataclass(frozen=True)
class ConfirmStandIn:
    """The superior agrees: the stand-in holds as if an admin had entered it."""

    number: int


@dataclass(frozen=True)
class RefuseStandIn:
    """The superior does not agree; whoever proposed it is told why."""

    number: int
    reason: str


@dataclass(frozen=True)
class OpenProposals:
    """What waits for an answer, as it is stored."""

    proposals: tuple[StandInProposal, ...] = ()


StandInStep = ProposeStandIn | ConfirmStandIn | RefuseStandIn
AnyOfficeChange = OfficeChange | StandInStep


def decide(office: Office, change: AnyOfficeChange, actor: Actor, facts: Facts) -> tuple[AnyOfficeChange, ...]:
    """Return what is to be done, in order, the change itself among it; raises an OfficeRefusalError.

    A proposal is its post's holder's own; its answer is the superior's (see `answerers`); all else is an admin's.
    """
    match change:
        case ProposeStandIn():
            return _propose(office, change, actor, facts)
        case ConfirmStandIn(number):
            proposal = _of_answerer(office, number, actor, facts.today)
            return (change, *check_stand_in(office, stand_in_of(proposal), facts))
        case RefuseStandIn(number, reason):
            _of_answerer(office, number, actor, facts.today)
            if not reason.strip():
                raise r.NoReasonError(number)
            return (change,)
        case _:
            return decide_change(office, change, actor, facts)


def answerers(office: Office, proposal: StandInProposal, today: date) -> tuple[Person, ...]:
    """Return who may answer: the nearest superior, where the post has none in the office the admins.

    Nobody answers what they proposed themselves, unless they are the only admin.
    """
    found = above(office, office.post(proposal.post_id), today, besides=proposal.proposed_by)
    admins = tuple(person for person in office.persons if person.is_admin)
    others = tuple(person for person in admins if person.id != proposal.proposed_by)
    return found or others or admins


def proposal_of(office: Office, number: int) -> StandInProposal:
    """Return a proposal that waits for its answer; raises UnknownError for one that was answered, or never was."""
    found = next((each for each in office.proposals if each.number == number), None)
    if found is None:
        raise r.UnknownError("usul")
    return found


def stand_in_of(proposal: StandInProposal) -> StandIn:
    """Return what the proposal asks for."""
    return StandIn(
        proposal.post_id,
        proposal.person_id,
        proposal.kind,
        proposal.from_on,
        proposal.until_on,
        proposal.sk_number,
    )


def holds_for_good(office: Office, person_id: int, post_id: int, today: date) -> bool:
    """Tell whether the person is the definitive holder of the post, whoever may stand in for them today."""
    return any(
        held.post_id == post_id
        and held.person_id == person_id
        and held.kind is HoldingKind.DEFINITIF
        and held.covers(today)
        for held in office.holdings
    )


def lent_posts(office: Office, person_id: int, today: date) -> tuple[Holding, ...]:
    """Return who stands in today for the posts of which the person is the definitive holder."""
    own = (post for post in office.posts if holds_for_good(office, person_id, post.id, today))
    held = (office.holding(post.id, today) for post in own)
    return tuple(each for each in held if each is not None and each.person_id != person_id)


def _propose(office: Office, change: ProposeStandIn, actor: Actor, facts: Facts) -> tuple[AnyOfficeChange, ...]:
    proposal = change.proposal
    if proposal.proposed_by != actor.person_id or not holds_for_good(
        office, actor.person_id, proposal.post_id, facts.today
    ):
        raise r.NotHeldError(proposal.post_id, actor.person_id)
    check_stand_in(office, stand_in_of(proposal), facts)
    return (change,)


def _of_answerer(office: Office, number: int, actor: Actor, today: date) -> StandInProposal:
    proposal = proposal_of(office, number)
    if actor.person_id not in {person.id for person in answerers(office, proposal, today)}:
        raise r.NotSuperiorError(proposal.post_id, actor.person_id)
    return proposal

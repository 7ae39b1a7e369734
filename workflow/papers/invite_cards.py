"""The sheet of invitations to be cut up: one card a person, and apart from them the codes that go with the links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from workflow.admission import Invitation
from workflow.office import Office


@dataclass(frozen=True)
class InviteCard:
    """One person's card. `code` stands on no card: it is on the list that the admin keeps. Instants are UTC."""

    name: str
    titles: tuple[str, ...]
    link: str
    valid_until: datetime
    code: str = ""


@dataclass(frozen=True)
class InviteCards:
    """All cards of a sheet; `zone` is the office's IANA zone."""

    office: str
    zone: str
    cards: tuple[InviteCard, ...]


def invite_cards(office: Office, made: Sequence[Invitation], today: date) -> InviteCards:
    """Return the cards, by the names of the people; the `token` of each invitation is its whole link."""
    cards = (_card(office, each, today) for each in made)
    return InviteCards(office.name, office.zone, tuple(sorted(cards, key=lambda card: card.name.casefold())))


def _card(office: Office, made: Invitation, today: date) -> InviteCard:
    capacities = office.capacities(made.person_id, today)
    titles = tuple(office.post(actor.post_id).title for actor in capacities)
    return InviteCard(office.person(made.person_id).name, titles, made.token, made.expires_at, made.code)

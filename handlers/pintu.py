"""Who comes in and who is cut off: an admin confirms, invites and cuts off; everybody may cut off their own account."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers import masuk, tamu, tugas, verbs
from handlers.buttons import StaleButtonError, Tapped
from handlers.desk import Desk
from handlers.outgoing import Message, Priority, ToChat
from handlers.texts import pintu as texts
from workflow.access import OfficeAct
from workflow.admission import Newcomer, Reach, ReleaseCause
from workflow.office import Person
from workflow.office_refusals import NotAdminError
from workflow.papers.filing import file_name
from workflow.papers.invite_cards import invite_cards
from workflow.papers.kinds import PaperKind, Printed

COME_IN = "msk_mulai"
INVITE, CARDS, CUT_OFF, CUT_OFF_NOW = (
    "msk_undang",
    "msk_kartu",
    "msk_putus",
    "msk_putus_ya",
)  # person, but for the cards
LEAVE, LEAVE_NOW = "msk_keluar", "msk_keluar_ya"


def confirm(desk: Desk, tapped: Tapped) -> None:
    """Let in whoever an admin says is the person; they are told, and greeted at their next tap."""
    newcomer, person = _at_the_door(desk, tapped)
    before = desk.records.reaches().get(person.id)
    fault = desk.records.let_in(newcomer)
    if fault:
        desk.show(texts.not_let_in(person))
        return
    if before is not None and before.user_id is not None:
        desk.tray.put(ToChat(before.user_id, tamu.replaced(), Priority.NOTICE))
    _tell(desk, newcomer, Message(texts.LET_IN, ((desk.usual(texts.COME_IN, COME_IN),),)))
    desk.show(texts.confirmed(person), (desk.button(texts.READINESS, verbs.READINESS),))


def deny(desk: Desk, tapped: Tapped) -> None:
    """Turn away whoever an admin says is somebody else; the link is void."""
    newcomer, person = _at_the_door(desk, tapped)
    desk.records.deny(newcomer)
    _tell(desk, newcomer, Message(texts.DENIED))
    desk.show(texts.denied(person), (desk.button(texts.INVITE, INVITE, person.id),))


def invite(desk: Desk, tapped: Tapped) -> None:
    """Make a one-time link for a person, in place of an older one, and show it to the admin once."""
    person = _person(desk, tapped)
    made = desk.records.invite(person.id)
    desk.say(texts.invited(person, made, desk.calendar, desk.office), (desk.button(texts.READINESS, verbs.READINESS),))


def print_cards(desk: Desk, _tapped: Tapped) -> None:
    """Make new links for everybody who never came in, as cards to be cut up and handed out."""
    reaches = desk.records.reaches()
    never = [person for person in desk.office.persons if _is_wanted(desk, person, reaches.get(person.id))]
    made = [desk.records.invite(person.id) for person in never]
    if not made:
        desk.say(texts.ALL_IN, (desk.button(texts.READINESS, verbs.READINESS),))
        return
    if not made[0].token.startswith("https://"):  # the bot does not know its own name yet
        desk.say(texts.NO_LINKS_YET, (desk.button(texts.READINESS, verbs.READINESS),))
        return
    cards = invite_cards(desk.office, made, desk.today)
    printed = Printed(PaperKind.INVITE_CARDS, cards, file_name(PaperKind.INVITE_CARDS, None))
    desk.send(Message(texts.cards(made), paper=printed))


def _is_wanted(desk: Desk, person: Person, reach: Reach | None) -> bool:
    """Tell whether somebody should be in and neither is nor stands at the door."""
    is_out = reach is None or not (reach.is_bound or reach.newcomer is not None)
    return is_out and (person.is_admin or bool(desk.office.capacities(person.id, desk.today)))


def ask_cut_off(desk: Desk, tapped: Tapped) -> None:
    """Ask an admin whether a person's account is to be cut off: a lost phone, or one that is in other hands."""
    person = _person(desk, tapped)
    desk.show(
        texts.ask_cut_off(person),
        (desk.refusing(texts.CUT_OFF_NOW, CUT_OFF_NOW, person.id),),
        (desk.button(texts.TASKS, verbs.TASKS),),
    )


def cut_off(desk: Desk, tapped: Tapped) -> None:
    """Cut a person's account off at once; nothing more is sent there, and what waits is not sent."""
    person = _person(desk, tapped)
    released = desk.records.release(person.id, ReleaseCause.ADMIN)
    said = texts.cut_off(person) if released is not None else texts.not_bound(person)
    desk.show(said, (desk.usual(texts.INVITE, INVITE, person.id),))


def ask_leave(desk: Desk) -> None:
    """Ask whether one's own account is to be cut off."""
    desk.say(
        texts.ASK_LEAVE,
        (desk.refusing(texts.LEAVE_NOW, LEAVE_NOW),),
        (desk.button(texts.TASKS, verbs.TASKS),),
    )


def leave(desk: Desk, _tapped: Tapped) -> None:
    """Cut off one's own account; the admins hear of it, for the tasks stay with the post."""
    desk.show(texts.LEFT)
    for admin in desk.office.persons:
        if admin.is_admin and admin.id != desk.me.id:
            desk.tell(admin, Message(texts.left(desk.me), ((desk.button(texts.INVITE, INVITE, desk.me.id),),)))
    desk.conversation = None
    desk.records.release(desk.me.id, ReleaseCause.OWN)


def _at_the_door(desk: Desk, tapped: Tapped) -> tuple[Newcomer, Person]:
    newcomer = desk.records.newcomer(tapped.number(0))
    if newcomer is None or newcomer.person_id == desk.me.id:  # nobody vouches for themselves
        raise StaleButtonError
    return newcomer, desk.office.person(newcomer.person_id)


def _tell(desk: Desk, newcomer: Newcomer, message: Message) -> None:
    desk.tray.put(ToChat(newcomer.user_id, message, Priority.NOTICE))


def _person(desk: Desk, tapped: Tapped) -> Person:
    found = next((person for person in desk.office.persons if person.id == tapped.number(0)), None)
    if found is None:
        raise StaleButtonError
    return found


def _of_admin(function: Callable[[Desk, Tapped], None]) -> Callable[[Desk, Tapped], None]:
    def guarded(desk: Desk, tapped: Tapped) -> None:
        if not desk.may(OfficeAct.LET_IN):
            raise NotAdminError(desk.me.id)
        function(desk, tapped)

    return guarded


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {
    tamu.IT_IS: _of_admin(confirm),
    tamu.IT_IS_NOT: _of_admin(deny),
    INVITE: _of_admin(invite),
    CARDS: _of_admin(print_cards),
    CUT_OFF: _of_admin(ask_cut_off),
    CUT_OFF_NOW: _of_admin(cut_off),
    LEAVE: lambda desk, _tapped: ask_leave(desk),
    LEAVE_NOW: leave,
    tamu.AGREE: lambda desk, _tapped: tugas.show(desk),  # tapped again by somebody who is in
    tamu.DISAGREE: lambda desk, _tapped: ask_leave(desk),
    COME_IN: lambda desk, _tapped: masuk.welcome(desk),
}

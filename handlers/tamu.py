"""Answers to people who are not let in: how to be invited, why an invitation was refused, and what the door asks."""

from __future__ import annotations

from handlers.buttons import button
from handlers.outgoing import Button, Message, Style
from handlers.texts import tamu as texts
from workflow.admission import AdmissionStep, Newcomer
from workflow.office import Office, Person

NOT_FOR_YOU = texts.NOT_FOR_YOU
"""The note on a tap by someone unknown."""
AGREE, DISAGREE = "msk_setuju", "msk_tidak"
IT_IS, IT_IS_NOT = "msk_benar", "msk_bukan"  # newcomer: an admin says who somebody is


def stranger(chat_id: int) -> Message:
    """Say that the bot is for invited people only."""
    return Message(texts.stranger(chat_id))


def invite_refused(fault: str) -> Message:
    """Say why an invitation was refused: `unknown`, `used`, `expired`, `person_bound` or `account_bound`."""
    return Message(texts.invite_refused(fault))


def at_the_door(newcomer: Newcomer, person: Person, office: str) -> Message:
    """Ask for what is awaited: consent to the notice, NIP, code; or say for whom they wait."""
    if newcomer.step is AdmissionStep.NOTICE:
        rows = (
            (button(newcomer.office_id, texts.AGREE, AGREE, style=Style.USUAL),),
            (button(newcomer.office_id, texts.DISAGREE, DISAGREE, style=Style.REFUSING),),
        )
        return Message(texts.notice(person, office), rows)
    return Message(texts.AWAITED[newcomer.step])


def consent_button(office_id: int) -> Button:
    """Return the button by which somebody who is in already agrees to a new notice."""
    return button(office_id, texts.AGREE, AGREE, style=Style.USUAL)


def notice_again(person: Person, office: Office) -> Message:
    """Ask somebody who is in already to agree to the notice."""
    return Message(texts.notice(person, office.name), ((consent_button(office.id),),))


def not_agreed() -> Message:
    """Say goodbye to who did not agree."""
    return Message(texts.NOT_AGREED)


def not_a_nip() -> Message:
    """Say what a NIP looks like."""
    return Message(texts.NOT_A_NIP)


def not_a_code() -> Message:
    """Say what a code looks like."""
    return Message(texts.NOT_A_CODE)


def wrong_pair(left: int, *, has_nip: bool) -> Message:
    """Say that NIP or code did not fit, how many tries are left, and with what to begin anew."""
    return Message(texts.wrong_pair(left, has_nip=has_nip))


def replaced() -> Message:
    """Tell an account that another one has taken its place, so that nobody is replaced unawares."""
    return Message(texts.REPLACED)


def who_is_it(newcomer: Newcomer, person: Person) -> Message:
    """Ask an admin whether the account is that person."""
    rows = (
        (button(newcomer.office_id, texts.IT_IS, IT_IS, newcomer.id, style=Style.USUAL),),
        (button(newcomer.office_id, texts.IT_IS_NOT, IT_IS_NOT, newcomer.id, style=Style.REFUSING),),
    )
    return Message(texts.who_is_it(person, newcomer.telegram_name, newcomer.user_id), rows)


def locked_alert(newcomer: Newcomer, person: Person) -> Message:
    """Tell an admin that a link was locked after too many wrong codes."""
    return Message(texts.locked_alert(person, newcomer.telegram_name))

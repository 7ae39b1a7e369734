"""Where words are made: the room of an office at one instant, and the desk in it at which a person's turn is worked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.buttons import Tapped, button
from handlers.outgoing import Button, Message, Priority, Rows, Style, TapAnswer, ToChat, Tray
from handlers.records import Records
from workflow.access import WHO_MAY, OfficeAct, may_do
from workflow.commands import Command
from workflow.cycle import Cycle
from workflow.office import Actor, Office, Person, Role
from workflow.situation import Situation
from workflow.working_time import OfficeCalendar

if TYPE_CHECKING:
    from handlers.conversations import Conversation


class NoPostError(Exception):
    """The person holds no post today, so there is nothing that they may do."""


@dataclass(kw_only=True)
class Room:
    """One office at one instant, as the bot itself sees it: enough to tell its people something."""

    now: datetime
    office: Office
    calendar: OfficeCalendar
    records: Records
    tray: Tray = field(default_factory=Tray)
    unreached: list[Person] = field(default_factory=list)  # who should have been told but has no reachable chat

    @property
    def today(self) -> date:
        """The date on the office's wall."""
        return self.calendar.local_day(self.now)

    def situation(self, cycle: Cycle | None) -> Situation:
        """Return what the rules need besides cycle and command."""
        return Situation(self.now, self.office, self.records.procedure(cycle), self.calendar)

    def button(self, label: str, verb: str, *args: int | str, style: Style = Style.PLAIN) -> Button:
        """Make a button of this office."""
        return button(self.office.id, label, verb, *args, style=style)

    def usual(self, label: str, verb: str, *args: int | str) -> Button:
        """Make the green button of the usual next step."""
        return self.button(label, verb, *args, style=Style.USUAL)

    def refusing(self, label: str, verb: str, *args: int | str) -> Button:
        """Make a red button: it returns, refuses or withdraws."""
        return self.button(label, verb, *args, style=Style.REFUSING)

    def tell_post(self, post_id: int, message: Message, priority: Priority = Priority.NOTICE) -> None:
        """Tell whoever holds the post today; a holder without a reachable chat is noted in `unreached`."""
        holder = self.office.holder(post_id, self.today)
        if holder is not None:
            self.tell(holder, message, priority)

    def tell(
        self,
        person: Person,
        message: Message,
        priority: Priority = Priority.NOTICE,
        wanted_at: datetime | None = None,
    ) -> None:
        """Tell a person of this office; `wanted_at` is the instant of a reminder, by which its lateness is measured."""
        chat_id = self.records.chats().get(person.id)
        if chat_id is None:
            if person not in self.unreached:
                self.unreached.append(person)
            return
        self.tray.put(ToChat(chat_id, message, priority, wanted_at))


@dataclass(kw_only=True)
class Desk(Room):
    """One turn's work for one person. `conversation` is where the chat stands; setting it keeps it, None forgets it.

    `answers` is the message that carried the tapped button: a screen is redrawn there instead of being sent anew.
    """

    me: Person
    chat_id: int
    conversation: Conversation | None = None
    nonce: str = ""  # unique to this turn: names the form or draft that it begins
    query_id: str = ""
    tapped: Tapped | None = None
    chosen_post: int | None = None  # in the capacity of which they said they act, where they were asked
    answers: int | None = None
    said_at: datetime | None = None  # when the person sent it, by Telegram's clock; None for the bot's own work
    late: bool = False  # it waited at Telegram while the bot was down: the receipt says so

    @property
    def capacities(self) -> tuple[Actor, ...]:
        """In which capacities the person may act today."""
        return self.office.capacities(self.me.id, self.today)

    def capacity(self, command: type[Command], unit_id: int | None = None) -> Actor:
        """Return the capacity in which the person would give this command (for that unit).

        Where none may, their first one is returned, and the rules will refuse it with the facts; raises
        NoPostError for a person without any post.
        """
        if self.me.is_admin and Role.ADMIN in WHO_MAY[command].roles:
            return self.office.admin(self.me.id)
        mine = self.capacities
        if not mine:
            raise NoPostError
        return (self.able(command, unit_id) or mine)[0]

    def able(self, command: type[Command], unit_id: int | None = None) -> tuple[Actor, ...]:
        """Return the person's capacities whose part in the SOP may give this command (for that unit, if any may)."""
        permission = WHO_MAY[command]
        able = tuple(actor for actor in self.capacities if actor.role in permission.roles)
        if permission.own_unit:
            able = tuple(actor for actor in able if actor.unit_id == unit_id) or able
        return able

    def may(self, act: OfficeAct) -> bool:
        """Tell whether the person may do that for the office today."""
        return may_do(act, (actor.role for actor in self.capacities), is_admin=self.me.is_admin)

    def has(self, *roles: Role) -> bool:
        """Tell whether the person holds a post of one of these roles today."""
        return any(actor.role in roles for actor in self.capacities)

    def say(self, text: Markup, *rows: tuple[Button, ...], key: str = "") -> None:
        """Answer in this chat with a new message (or, with `key`, in place of the earlier one of that key)."""
        self.send(Message(text, tuple(row for row in rows if row), key=key))

    def show(self, text: Markup, *rows: tuple[Button, ...]) -> None:
        """Redraw the message whose button was tapped; without a tap, answer with a new one."""
        self.send(Message(text, tuple(row for row in rows if row), edits=self.answers))

    def send(self, message: Message) -> None:
        """Answer in this chat."""
        self.tray.put(ToChat(self.chat_id, message, Priority.ANSWER))

    def hand(self, file_id: int, caption: Markup, rows: Rows = ()) -> None:
        """Hand over a kept file in this chat."""
        self.send(Message(caption, rows, file_id=file_id))

    def toast(self, text: str, *, alert: bool = False) -> None:
        """Answer a tap with a small note; without one, the turn ends the spinning by itself."""
        if self.query_id:
            self.tray.put(TapAnswer(self.query_id, text, alert))

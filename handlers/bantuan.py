"""Help: what this person can do, and who the bot takes them for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers import verbs
from handlers.buttons import Tapped
from handlers.desk import Desk
from handlers.texts import bantuan as texts
from handlers.texts.words import paragraphs


def show(desk: Desk) -> None:
    """Say in a few lines what the person can do in their posts."""
    roles = tuple(actor.role for actor in desk.capacities)
    admins = tuple(person for person in desk.office.persons if person.is_admin)
    desk.say(
        paragraphs(texts.help_for(roles, admin=desk.me.is_admin), texts.admins(admins)),
        (desk.usual(texts.TASKS, verbs.TASKS), desk.button(texts.STATUS, verbs.STATUS)),
    )


def profile(desk: Desk) -> None:
    """Say who the bot takes the person for: name, NIP, posts, units."""
    desk.say(texts.profile(desk), (desk.button(texts.TASKS, verbs.TASKS),))


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {verbs.HELP: lambda desk, _tapped: show(desk)}

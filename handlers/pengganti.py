"""Plh. by the holder's own proposal: what can be proposed, what waits for an answer, and whose answer it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers import usulan, verbs
from handlers.buttons import Tapped
from handlers.desk import Desk
from handlers.outgoing import Button
from handlers.texts import pengganti as texts
from workflow.office import Post, StandInProposal
from workflow.stand_ins import answerers, holds_for_good

PROPOSE = "usul"
"""The kind of change by which a stand-in is proposed (`handlers.office_forms.FORMS`)."""


def show(desk: Desk) -> None:
    """Show the person's own posts to propose a Plh. for, their open proposals, and those that wait for their word."""
    mine = [each for each in desk.office.proposals if each.proposed_by == desk.me.id]
    asked = to_answer(desk)
    rows: list[tuple[Button, ...]] = [usulan.answers(desk, each) for each in asked]
    rows += [(desk.button(texts.propose(post), verbs.CHANGE_OFFICE, PROPOSE, post.id),) for post in own_posts(desk)]
    desk.show(texts.stand_ins(desk, mine, asked), *rows, (desk.button(texts.TASKS, verbs.TASKS),))


def to_answer(desk: Desk) -> list[StandInProposal]:
    """Return the proposals that wait for this person's answer and are not past."""
    waiting = (each for each in desk.office.proposals if each.until_on >= desk.today)
    return [each for each in waiting if desk.me in answerers(desk.office, each, desk.today)]


def own_posts(desk: Desk) -> list[Post]:
    """Return the posts of which the person is the definitive holder."""
    return [post for post in desk.office.posts if holds_for_good(desk.office, desk.me.id, post.id, desk.today)]


def _tapped(desk: Desk, _tapped: Tapped) -> None:
    show(desk)


BUTTONS: Mapping[str, Callable[[Desk, Tapped], None]] = {verbs.STAND_INS: _tapped}

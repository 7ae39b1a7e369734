"""Who is told of an act, once: one message a person, however many posts they hold and however much happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from handlers import verbs
from handlers.desk import Desk
from handlers.outgoing import Button, Message, Priority, Rows
from handlers.texts import serah_terima
from handlers.texts.words import paragraphs
from workflow.cycle import Assignment, Cycle
from workflow.holders import above
from workflow.office import Actor, Person, Post, Role

JOINED_LIMIT = 3500
"""Characters up to which several notices to one person become one message."""


@dataclass
class Telling:
    """Gathers what each person is to hear of one act. Whoever acted hears nothing of their own act."""

    desk: Desk
    before: Cycle | None
    cycle: Cycle
    notices: dict[int, list[Message]] = field(default_factory=dict)  # by person id
    copies: dict[str, tuple[int, Message]] = field(default_factory=dict)  # by key; the post that gets it
    _heard: set[int] = field(default_factory=set)  # persons who have been told of the present event

    def next_event(self) -> None:
        """Begin with the next event of the act."""
        self._heard = {self.desk.me.id}

    def also_who_acted(self) -> None:
        """Let whoever acted hear of the present event as everyone does."""
        self._heard.clear()

    def roles(
        self, roles: Iterable[Role], text: Markup, *buttons: Button, unit_id: int | None = None, silent: bool = False
    ) -> None:
        """Tell the holders of the posts of these roles (of one unit)."""
        posts = self.desk.office.posts_with(*roles, unit_id=unit_id)
        self.posts((post.id for post in posts), text, *buttons, silent=silent)

    def authors(self, authors: Iterable[Actor | None], text: Markup, *buttons: Button, silent: bool = False) -> None:
        """Tell those who did something earlier, or who hold their posts by now."""
        self.posts((by.post_id for by in authors if by), text, *buttons, silent=silent)

    def posts(self, post_ids: Iterable[int], text: Markup, *buttons: Button, silent: bool = False) -> None:
        """Tell whoever holds these posts today; where all of them are vacant, the superiors, who read that it is so."""
        posts = [self.desk.office.post(post_id) for post_id in post_ids]
        found = (self.desk.office.holder(post.id, self.desk.today) for post in posts)
        holders = [holder for holder in found if holder is not None]
        for holder in holders:
            self.person(holder, text, *buttons, silent=silent)
        for post in () if holders else posts:
            self._superiors(post, text, silent=silent)

    def _superiors(self, post: Post, text: Markup, *, silent: bool) -> None:
        """Tell the superiors of a vacant post what would have come to it."""
        said = paragraphs(serah_terima.for_vacant(self.desk, post), text)
        for person in above(self.desk.office, post, self.desk.today):
            self.person(person, said, self.desk.button(serah_terima.POSTS, verbs.POSTS), silent=silent)

    def person(self, person: Person, text: Markup, *buttons: Button, silent: bool = False) -> None:
        """Tell a person, unless they have heard of the present event already."""
        if person.id in self._heard:
            return
        self._heard.add(person.id)
        notice = Message(text, tuple((button,) for button in buttons), silent=silent)
        self.notices.setdefault(person.id, []).append(notice)

    def copy(self, post_id: int, message: Message) -> None:
        """Bring a writer's own copy up to date, without a sound."""
        self.copies[message.key] = (post_id, replace(message, silent=True))

    def opens(self, label: str, step: int, unit_id: int | None = None) -> Button:
        """Make the green button that opens a task of this cycle."""
        return self.desk.usual(label, verbs.OPEN, self.cycle.id, step, unit_id or 0)

    def owed(self, step: int, unit_id: int | None = None) -> Assignment | None:
        """Return the assignment as it stands after the act."""
        return self.cycle.assignment(step, unit_id)

    def send(self) -> None:
        """Put out what was gathered."""
        for person_id, notices in self.notices.items():
            for message in _joined(notices):
                self.desk.tell(self.desk.office.person(person_id), message)
        for post_id, message in self.copies.values():
            self.desk.tell_post(post_id, message, Priority.CARD)


def _joined(notices: list[Message]) -> Iterator[Message]:
    """Yield the notices, in as few messages as they fit."""
    pending = notices[0]
    for notice in notices[1:]:
        if len(pending.text) + len(notice.text) > JOINED_LIMIT:
            yield pending
            pending = notice
            continue
        rows: Rows = tuple(dict.fromkeys((*pending.rows, *notice.rows)))
        pending = Message(paragraphs(pending.text, notice.text), rows, silent=pending.silent and notice.silent)
    yield pending

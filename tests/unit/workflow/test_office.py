"""Posts, and who acts in them on which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from small_office import CALENDAR, IKP, OFFICE, PROCEDURE, UNITS, kabid, kasi

from workflow.office import Actor, Holding, HoldingKind, Role
from workflow.situation import Situation

POST = kabid(IKP).post_id
PERSON = kasi(IKP).person_id
LEAVE = Holding(POST, PERSON, date(2026, 4, 6), date(2026, 4, 10), HoldingKind.PLH)
OFFICE_WITH_LEAVE = replace(OFFICE, holdings=(*OFFICE.holdings, LEAVE))


@pytest.mark.parametrize(
    ("day", "person_id"),
    [
        (date(2026, 4, 5), kabid(IKP).person_id),
        (date(2026, 4, 6), PERSON),
        (date(2026, 4, 10), PERSON),
        (date(2026, 4, 11), kabid(IKP).person_id),
    ],
)
def test_a_plh_acts_between_his_dates(day, person_id):
    """Both dates are included, and afterwards the definitive holder is back without anybody doing anything."""
    holder = OFFICE_WITH_LEAVE.holder(POST, day)
    assert holder is not None
    assert holder.id == person_id


def test_a_person_may_act_in_several_capacities():
    """The Plh chooses between his own post and the one he stands in for; the one on leave has none."""
    day = date(2026, 4, 7)
    assert OFFICE_WITH_LEAVE.capacities(PERSON, day) == (
        Actor(PERSON, POST, Role.KABID, IKP, HoldingKind.PLH),
        kasi(IKP),
    )
    assert OFFICE_WITH_LEAVE.capacities(kabid(IKP).person_id, day) == ()


def test_a_post_may_be_vacant():
    """Before anybody held it, a post has no holder."""
    assert OFFICE.holder(POST, date(2019, 12, 31)) is None


def test_units_posts_and_persons_by_id():
    """What is of another office is a KeyError."""
    assert [OFFICE.unit(unit).id for unit in UNITS] == list(UNITS)
    assert OFFICE.person(PERSON).id == PERSON
    for ask in (OFFICE.unit, OFFICE.post, OFFICE.person):
        with pytest.raises(KeyError):
            ask(9999)


def test_a_situation_needs_a_zone():
    """A clock without a zone is refused before it slips into a deadline."""
    with pytest.raises(ValueError, match="no zone"):
        Situation(datetime(2026, 4, 1, 8), OFFICE, PROCEDURE, CALENDAR)  # noqa: DTZ001 - what must be refused

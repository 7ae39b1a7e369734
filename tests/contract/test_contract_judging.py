"""How an office judges, on both databases: as its file says, and never as another's does."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from sqlmodel import Session

from bot.office_file import sample_office
from bot.office_store import take_in, take_out
from storage import offices
from storage.codec import decode
from workflow.evaluation import DEFAULT_RULES
from workflow.performance_rules import Floor, StoredRules

OWN = StoredRules((Floor("Baik", Decimal("90.01")),), "Kurang", uncapped=True, high=(Decimal(20),) * 4)


def kept(session: Session, office_id: int) -> StoredRules:
    found: StoredRules = decode(StoredRules, offices.performance(session, office_id))
    return found


def test_rules_come_back_as_they_were_written(session: Session):
    """Every digit; and the office's file says them again."""
    draft = replace(sample_office().draft, judging=OWN)
    office_id = take_in(session, draft)
    assert kept(session, office_id) == OWN
    listed = next(each for each in offices.listed(session) if each.id == office_id)
    assert take_out(session, listed).judging == OWN


def test_an_office_without_rules_of_its_own_judges_as_usual(session: Session):
    """Also one whose row is older than the rules."""
    first = take_in(session, replace(sample_office().draft, judging=OWN))
    other = take_in(session, replace(sample_office().draft, code="lain"))
    assert kept(session, other).rules() == DEFAULT_RULES
    assert take_in(session, sample_office().draft) == first
    assert kept(session, first) == StoredRules()

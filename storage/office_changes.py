"""Changes of an office, as they were decided, into its rows. Nothing is deleted: what ends gets an end date."""

from functools import singledispatch

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage.codec import encode
from storage.offices import open_proposals, raise_revision
from storage.tables import HoldingRow, OfficeRow, PersonRow, PostRow, UnitRow
from workflow import office_changes as c
from workflow import stand_ins as s
from workflow.office import HoldingKind


def apply(session: Session, office_id: int, changes: tuple[s.AnyOfficeChange, ...]) -> None:
    """Write decided changes in their order, and let whoever has cached the office read it anew."""
    raise_revision(session, office_id)
    for change in changes:
        _write(change, session, office_id)
        session.flush()


@singledispatch
def _write(change: object, session: Session, office_id: int) -> None:
    raise TypeError(type(change).__name__, office_id, session)


@_write.register
def _(change: c.AddPerson, session: Session, office_id: int) -> None:
    session.add(
        PersonRow(
            office_id=office_id,
            code=change.code,
            name=change.name,
            nip=change.nip,
            rank=change.rank,
            phone=change.phone,
        )
    )


@_write.register
def _(change: c.CorrectPerson, session: Session, office_id: int) -> None:
    row = _person(session, office_id, change.person_id)
    row.name, row.nip, row.rank, row.phone = change.name, change.nip, change.rank, change.phone
    session.add(row)


@_write.register
def _(change: c.SetAdmin, session: Session, office_id: int) -> None:
    row = _person(session, office_id, change.person_id)
    row.is_admin = change.is_admin
    session.add(row)


@_write.register
def _(change: c.AddUnit, session: Session, office_id: int) -> None:
    last = session.exec(select(func.max(UnitRow.position)).where(UnitRow.office_id == office_id)).one()
    session.add(UnitRow(office_id=office_id, code=change.code, name=change.name, position=(last or 0) + 1))


@_write.register
def _(change: c.RenameUnit, session: Session, office_id: int) -> None:
    row = _unit(session, office_id, change.unit_id)
    row.name = change.name
    session.add(row)


@_write.register
def _(change: c.CloseUnit, session: Session, office_id: int) -> None:
    row = _unit(session, office_id, change.unit_id)
    row.active = False
    session.add(row)


@_write.register
def _(change: c.AddPost, session: Session, office_id: int) -> None:
    last = session.exec(select(func.max(PostRow.position)).where(PostRow.office_id == office_id)).one()
    session.add(
        PostRow(
            office_id=office_id,
            code=change.code,
            title=change.title,
            role=change.role.value,
            unit_id=change.unit_id,
            position=(last or 0) + 1,
        )
    )


@_write.register
def _(change: c.RenamePost, session: Session, office_id: int) -> None:
    row = _post(session, office_id, change.post_id)
    row.title = change.title
    session.add(row)


@_write.register
def _(change: c.ClosePost, session: Session, office_id: int) -> None:
    row = _post(session, office_id, change.post_id)
    row.active = False
    session.add(row)


@_write.register
def _(change: c.Appoint, session: Session, office_id: int) -> None:
    row = _holding(session, office_id, change, HoldingKind.DEFINITIF)
    row.until_on, row.sk_number = None, change.sk_number
    session.add(row)


@_write.register
def _(change: c.StandIn, session: Session, office_id: int) -> None:
    row = _holding(session, office_id, change, change.kind)
    row.until_on, row.sk_number = change.until_on, change.sk_number
    session.add(row)


@_write.register
def _(change: c.EndHolding, session: Session, office_id: int) -> None:
    row = _holding(session, office_id, change, change.kind)
    row.until_on = change.until_on
    session.add(row)


@_write.register
def _(_change: c.MoveAway, _session: Session, _office_id: int) -> None:
    """Nothing of its own: what it ends stands before it. The entry in the register says why."""


@_write.register
def _(change: s.ProposeStandIn, session: Session, office_id: int) -> None:
    row = session.get_one(OfficeRow, office_id)
    row.proposals = encode(s.OpenProposals((*open_proposals(row), change.proposal)))
    session.add(row)


@_write.register(s.ConfirmStandIn)
@_write.register(s.RefuseStandIn)
def _(change: s.ConfirmStandIn | s.RefuseStandIn, session: Session, office_id: int) -> None:
    row = session.get_one(OfficeRow, office_id)
    left = tuple(each for each in open_proposals(row) if each.number != change.number)
    row.proposals = encode(s.OpenProposals(left)) if left else ""
    session.add(row)


def _holding(
    session: Session, office_id: int, change: c.Appoint | c.StandIn | c.EndHolding, kind: HoldingKind
) -> HoldingRow:
    """Return the holding that began so, which may have been ended before its first day, or a new one."""
    found = session.exec(
        select(HoldingRow).where(
            HoldingRow.office_id == office_id,
            HoldingRow.post_id == change.post_id,
            HoldingRow.person_id == change.person_id,
            HoldingRow.kind == kind.value,
            col(HoldingRow.from_on) == change.from_on,
        )
    ).one_or_none()
    return found or HoldingRow(
        office_id=office_id,
        post_id=change.post_id,
        person_id=change.person_id,
        from_on=change.from_on,
        kind=kind.value,
    )


def _person(session: Session, office_id: int, person_id: int) -> PersonRow:
    return session.exec(select(PersonRow).where(PersonRow.office_id == office_id, PersonRow.id == person_id)).one()


def _unit(session: Session, office_id: int, unit_id: int) -> UnitRow:
    return session.exec(select(UnitRow).where(UnitRow.office_id == office_id, UnitRow.id == unit_id)).one()


def _post(session: Session, office_id: int, post_id: int) -> PostRow:
    return session.exec(select(PostRow).where(PostRow.office_id == office_id, PostRow.id == post_id)).one()

"""Rungs that were taken, written once and read back by order."""

from datetime import datetime

from sqlmodel import Session, select

from storage.tables import OrderRungRow
from workflow.ladder import OrderAt, OrderRungTaken, Rung


def taken(session: Session, office_id: int, cycle_id: int) -> dict[OrderAt, dict[Rung, datetime]]:
    """Return what was done for the cycle's orders, with its instant."""
    found: dict[OrderAt, dict[Rung, datetime]] = {}
    rows = session.exec(
        select(OrderRungRow).where(OrderRungRow.office_id == office_id, OrderRungRow.cycle_id == cycle_id)
    )
    for row in rows:
        order = OrderAt(row.cycle_id, row.step, row.unit_key or None, row.round, row.post_id)
        found.setdefault(order, {})[Rung(row.rung)] = row.taken_at
    return found


def take(session: Session, office_id: int, done: OrderRungTaken, now: datetime) -> None:
    """Keep that a rung was taken. Raises IntegrityError where it was taken before."""
    session.add(
        OrderRungRow(
            office_id=office_id,
            cycle_id=done.cycle_id,
            step=done.step,
            unit_key=done.unit_id or 0,
            round=done.round,
            post_id=done.post_id,
            rung=done.rung.value,
            taken_at=now,
        )
    )
    session.flush()

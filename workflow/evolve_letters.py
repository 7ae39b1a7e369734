"""How letters change: the disposisi and the directions, each with a receipt per recipient."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from workflow import events as e
from workflow.cycle import Cycle, CycleState, Direction, Disposisi, Receipt, ReceiptState

DisposisiEvents = e.DisposisiIssued | e.DisposisiWithdrawn | e.DisposisiRead | e.DisposisiAccepted | e.DisposisiReturned
Letters = DisposisiEvents | e.DirectionGiven | e.DirectionRead


def apply_letter(cycle: Cycle, event: Letters, recorded: e.Recorded) -> Cycle:
    """Return the cycle after a letter went out or changed at a recipient. Raises LookupError for one that never was."""
    match event:
        case e.DirectionGiven():
            return replace(cycle, directions=(*cycle.directions, _direction(cycle, event, recorded)))
        case e.DirectionRead():
            return _read_direction(cycle, event, recorded.at)
        case e.DisposisiIssued():
            return replace(cycle, disposisi=(*cycle.disposisi, _issued(event, recorded)))
        case e.DisposisiWithdrawn():
            return _withdraw(cycle, recorded.at)
        case e.DisposisiRead(post_id):
            return _change(cycle, _read(_receipt(cycle, post_id), recorded.at))
        case e.DisposisiAccepted(post_id):
            accepted = replace(_receipt(cycle, post_id), state=ReceiptState.ACCEPTED, accepted_at=recorded.at)
            return _change(cycle, accepted)
        case e.DisposisiReturned(post_id, reason):
            returned = replace(_receipt(cycle, post_id), state=ReceiptState.RETURNED, closed_at=recorded.at)
            after = _change(cycle, returned)
            return _with_latest(after, replace(after.disposisi[-1], returned_reason=reason))


def finish_disposisi(cycle: Cycle, recorded: e.Recorded) -> Cycle:
    """Close the receipt at the post that has done what the disposisi asked for (step 2)."""
    receipt = _receipt(cycle, recorded.actor.post_id)
    return _change(cycle, replace(receipt, state=ReceiptState.DONE, closed_at=recorded.at))


def _issued(event: e.DisposisiIssued, recorded: e.Recorded) -> Disposisi:
    return Disposisi(
        version=event.version,
        number=event.number,
        subject=event.subject,
        urgency=event.urgency,
        secrecy=event.secrecy,
        requests=event.requests,
        note=event.note,
        files=event.files,
        agenda_number=event.agenda_number,
        issued_by=recorded.actor,
        issued_at=recorded.at,
        receipts=_sent_to(event.recipients, recorded.at),
    )


def _direction(cycle: Cycle, event: e.DirectionGiven, recorded: e.Recorded) -> Direction:
    return Direction(
        step=event.step,
        unit_id=event.unit_id,
        round=cycle.assignments[event.step, event.unit_id].round,
        text=event.text,
        files=event.files,
        given_by=recorded.actor,
        given_at=recorded.at,
        receipts=_sent_to(event.recipients, recorded.at),
    )


def _sent_to(post_ids: Iterable[int], at: datetime) -> Mapping[int, Receipt]:
    return {post_id: Receipt(post_id, ReceiptState.SENT, at) for post_id in post_ids}


def _read(receipt: Receipt, at: datetime) -> Receipt:
    return replace(receipt, state=ReceiptState.READ, read_at=at)


def _read_direction(cycle: Cycle, event: e.DirectionRead, at: datetime) -> Cycle:
    place = max(
        index for index, kept in enumerate(cycle.directions) if (kept.step, kept.unit_id) == (event.step, event.unit_id)
    )
    direction = cycle.directions[place]
    receipts = {**direction.receipts, event.post_id: _read(direction.receipts[event.post_id], at)}
    changed = replace(direction, receipts=receipts)
    return replace(cycle, directions=(*cycle.directions[:place], changed, *cycle.directions[place + 1 :]))


def _withdraw(cycle: Cycle, at: datetime) -> Cycle:
    receipts = {
        post_id: replace(receipt, state=ReceiptState.WITHDRAWN, closed_at=at)
        for post_id, receipt in cycle.disposisi[-1].receipts.items()
    }
    after = _with_latest(cycle, replace(cycle.disposisi[-1], receipts=receipts))
    return replace(after, state=CycleState.WITHDRAWN, closed_at=at)


def _receipt(cycle: Cycle, post_id: int) -> Receipt:
    return cycle.disposisi[-1].receipts[post_id]


def _change(cycle: Cycle, receipt: Receipt) -> Cycle:
    latest = cycle.disposisi[-1]
    return _with_latest(cycle, replace(latest, receipts={**latest.receipts, receipt.post_id: receipt}))


def _with_latest(cycle: Cycle, letter: Disposisi) -> Cycle:
    return replace(cycle, disposisi=(*cycle.disposisi[:-1], letter))

"""Why a change of the office is refused: typed facts, no prose; `handlers/texts/perubahan.py` has the sentences."""

from __future__ import annotations

from datetime import date

from workflow.office import HoldingKind, Role
from workflow.refusals import RefusalError


class OfficeRefusalError(RefusalError):
    """The root of them: nothing of the office was changed."""


class NotAdminError(OfficeRefusalError):
    """Only an admin changes the office."""

    def __init__(self, person_id: int) -> None:
        super().__init__(person_id)
        self.person_id = person_id


class UnknownError(OfficeRefusalError):
    """The office has no such person, post or unit (any more)."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class WrongNameError(OfficeRefusalError):
    """A name or title is empty or too long."""

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(name, limit)
        self.name = name
        self.limit = limit


class WrongNipError(OfficeRefusalError):
    """A NIP has 18 digits."""

    def __init__(self, nip: str) -> None:
        super().__init__(nip)
        self.nip = nip


class WrongPhoneError(OfficeRefusalError):
    """A telephone number has 8 to 15 digits."""

    def __init__(self, phone: str) -> None:
        super().__init__(phone)
        self.phone = phone


class TakenError(OfficeRefusalError):
    """A code or a NIP is somebody's or something's already."""

    def __init__(self, what: str, value: str) -> None:
        super().__init__(what, value)
        self.what = what
        self.value = value


class LastAdminError(OfficeRefusalError):
    """An office keeps at least one admin."""

    def __init__(self, person_id: int) -> None:
        super().__init__(person_id)
        self.person_id = person_id


class UnitBusyError(OfficeRefusalError):
    """The unit owes something in a running cycle."""

    def __init__(self, unit_id: int) -> None:
        super().__init__(unit_id)
        self.unit_id = unit_id


class OnlyPostError(OfficeRefusalError):
    """The SOP cannot run without a post of that part."""

    def __init__(self, post_id: int) -> None:
        super().__init__(post_id)
        self.post_id = post_id


class WrongRoleError(OfficeRefusalError):
    """That part of the SOP belongs to a unit, or to none."""

    def __init__(self, role: Role) -> None:
        super().__init__(role)
        self.role = role


class HeldAlreadyError(OfficeRefusalError):
    """The person holds that post already."""

    def __init__(self, post_id: int, person_id: int) -> None:
        super().__init__(post_id, person_id)
        self.post_id = post_id
        self.person_id = person_id


class LaterHolderError(OfficeRefusalError):
    """Somebody holds the post from a later day on; that is to be ended first."""

    def __init__(self, post_id: int, from_on: date) -> None:
        super().__init__(post_id, from_on)
        self.post_id = post_id
        self.from_on = from_on


class TooLongAgoError(OfficeRefusalError):
    """An appointment that long ago is most likely a slip of the pen."""

    def __init__(self, from_on: date) -> None:
        super().__init__(from_on)
        self.from_on = from_on


class WrongKindError(OfficeRefusalError):
    """Standing in is as Plh or as Plt."""

    def __init__(self, kind: HoldingKind) -> None:
        super().__init__(kind)
        self.kind = kind


class WrongSpanError(OfficeRefusalError):
    """The last day comes before the first, or is past."""

    def __init__(self, from_on: date, until_on: date) -> None:
        super().__init__(from_on, until_on)
        self.from_on = from_on
        self.until_on = until_on


class NoDecreeError(OfficeRefusalError):
    """Standing in needs the number of the decree (SK or surat perintah)."""

    def __init__(self, post_id: int) -> None:
        super().__init__(post_id)
        self.post_id = post_id


class StandInOverlapError(OfficeRefusalError):
    """Somebody stands in for the post on some of those days."""

    def __init__(self, person_id: int, from_on: date, until_on: date | None) -> None:
        super().__init__(person_id, from_on, until_on)
        self.person_id = person_id
        self.from_on = from_on
        self.until_on = until_on


class NotSuperiorError(OfficeRefusalError):
    """Only the superior of the post answers what its holder proposes."""

    def __init__(self, post_id: int, person_id: int) -> None:
        super().__init__(post_id, person_id)
        self.post_id = post_id
        self.person_id = person_id


class NoReasonError(OfficeRefusalError):
    """A refusal carries its reason."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class NotHeldError(OfficeRefusalError):
    """The person does not hold the post so, or not so long."""

    def __init__(self, post_id: int, person_id: int) -> None:
        super().__init__(post_id, person_id)
        self.post_id = post_id
        self.person_id = person_id

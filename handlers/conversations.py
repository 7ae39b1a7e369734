"""Where a chat can stand: every half-finished conversation as a type that carries what was gathered so far.

A state is stored under its name here. A field added later gets a default, so that what was stored before still
loads; a field that changes its meaning gets a new state beside the old one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from workflow.cycle import FollowUpItem, IndicatorReport, Secrecy, Urgency
from workflow.quarter import Quarter
from workflow.workbook_reading import Finding, WorkbookReading


class Purpose(StrEnum):
    """What a form of words and files is for; each has its Form in the module of the actor who fills it in."""

    RETURN_DISPOSISI = "kembalikan_disposisi"
    DIRECT_TEAM = "arahan_tim"
    PROCEED_WITHOUT = "tanpa_data"
    RECORD_COORDINATION = "koordinasi"
    ORDER_COLLECTION = "perintah"
    SUBMIT_DRAFT = "kiriman"
    RETURN_DRAFT = "kembalikan_draf"
    NOTE_EVALUATION = "catatan"
    RETURN_DATA = "kembalikan_data"
    SUBMIT_REPORT = "laporan"
    RETURN_REPORT = "kembalikan_laporan"
    GIVE_DIRECTION = "arahan_unit"
    ASK_HELP = "minta_bantuan"
    ASK_EXTENSION = "minta_perpanjangan"
    REFUSE_EXTENSION = "tolak_perpanjangan"
    REOPEN_DATA = "buka_kembali_data"
    FOLLOW_UP_DONE = "tindak_lanjut_selesai"
    FOLLOW_UP_IMPOSSIBLE = "tindak_lanjut_tidak_dapat"
    RETURN_FOLLOW_UP = "kembalikan_tindak_lanjut"


@dataclass(frozen=True)
class Words:
    """A text message that went into a form; an edit of that message changes it."""

    message_id: int
    text: str


@dataclass(frozen=True)
class Form:
    """A form of words and files that is being filled in (`handlers.isian`).

    `answer` counts the bot's answers: a button of an older one no longer acts. `awaited` are files still being
    fetched, `files` those that are kept.
    """

    nonce: str
    purpose: Purpose
    cycle_id: int
    unit_id: int | None = None
    version: int = 0
    number: str = ""
    words: tuple[Words, ...] = ()
    files: tuple[int, ...] = ()
    awaited: tuple[int, ...] = ()
    answer: int = 0
    album: str = ""
    late_since: datetime | None = None  # the first message arrived then, while the bot was down
    step: int = 0  # where the purpose is about a task of any step
    days: int = 0  # working days of more time
    item: int = 0  # of the unit's follow-up plan, from 1

    @property
    def text(self) -> str:
        """All that was written, paragraph by paragraph."""
        return "\n".join(said.text for said in self.words)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered yet."""
        return not (self.words or self.files or self.awaited)


class DisposisiField(StrEnum):
    """A part of a disposisi: what the next text is for, or what a button changes."""

    NOTHING = "nothing"
    SUBJECT = "hal"
    REQUEST = "harap"
    NOTE = "catatan"
    AGENDA = "agenda"
    MANNER = "sifat"  # chosen by buttons, as are the next two; never asked for as text
    RECIPIENTS = "kepada"
    FILES = "lampiran"


@dataclass(frozen=True)
class Typed:
    """A text message that went into a field of a disposisi; an edit of that message changes it there."""

    message_id: int
    field: DisposisiField
    text: str


@dataclass(frozen=True)
class DisposisiDraft:
    """A disposisi that is being written, with the proposals in place (`handlers.disposisi`)."""

    nonce: str
    quarter: Quarter
    opened_at: datetime
    subject: str
    urgency: Urgency
    secrecy: Secrecy
    recipients: tuple[int, ...]
    requests: tuple[str, ...]
    note: str = ""
    files: tuple[int, ...] = ()
    awaited: tuple[int, ...] = ()
    agenda_number: str = ""
    asking: DisposisiField = DisposisiField.NOTHING
    answer: int = 0
    album: str = ""
    typed: tuple[Typed, ...] = ()


class PlanField(StrEnum):
    """What of a plan's item the next text is for."""

    ACTION = "rencana_aksi"
    DONE_WHEN = "indikator_selesai"
    RESPONSIBLE = "penanggung_jawab"
    DUE = "batas_waktu"
    RESOURCES = "sumber_daya"
    NOTHING = "nothing"


@dataclass(frozen=True)
class PlanDraft:
    """A follow-up plan that is being written item by item (`handlers.rencana`).

    What was gathered of the item under way stands in its own fields; while `editing` names an item, it is of that one.
    """

    nonce: str
    cycle_id: int
    unit_id: int
    items: tuple[FollowUpItem, ...] = ()
    asking: PlanField = PlanField.ACTION
    action: str = ""
    responsible: str = ""
    due_on: date | None = None
    answer: int = 0
    done_when: str = ""
    resources: str = ""
    editing: int = 0  # the number of the item that is being written anew, from 1; 0 for a new one
    awaited: int = 0  # the workbook that is being fetched, and the work that reads it; 0 where none is
    work: int = 0


@dataclass(frozen=True)
class LooseFiles:
    """Files that came out of the blue: the bot has asked what they are for (`handlers.berkas`)."""

    nonce: str
    files: tuple[int, ...] = ()
    awaited: tuple[int, ...] = ()
    words: tuple[Words, ...] = ()
    answer: int = 0
    album: str = ""


class FigureField(StrEnum):
    """What of an indicator the next text is for; those that a report has under their name there."""

    REALISASI = "realisasi"
    BUDGET = "realisasi_anggaran"  # of the quarter alone
    DRIVER = "faktor_pendorong"
    OBSTACLE = "faktor_penghambat"
    REMEDY = "rencana_perbaikan"
    EVIDENCE = "bukti"  # files are awaited, no text
    SAME = "sama"  # of no indicator: which of last quarter's figures stand again is ticked in a list
    NOTHING = "nothing"


@dataclass(frozen=True)
class FigureTyped:
    """A text message that went into a field of an indicator; an edit of that message changes it there."""

    message_id: int
    code: str
    field: FigureField
    text: str


@dataclass(frozen=True)
class Given:
    """A field that was answered in chat, be it with "no data"; what a later workbook leaves blank does not undo it."""

    code: str
    field: FigureField


@dataclass(frozen=True)
class FigureDraft:
    """A unit's figures of the quarter that are being filled in, by chat or from its workbook (`handlers.mengisi`).

    `at` is the indicator that is open, empty where the list is shown. Files that are still being fetched (`awaited`)
    stand in their place already: with an indicator, in `files`, or as the `workbook`.
    """

    nonce: str
    cycle_id: int
    unit_id: int
    codes: tuple[str, ...] = ()  # of the indicators, in the order in which buttons number them
    reports: tuple[IndicatorReport, ...] = ()
    words: tuple[Words, ...] = ()  # the covering note
    files: tuple[int, ...] = ()  # that prove no single indicator
    workbook: int = 0  # the file whose figures these are; 0 where they were filled in by chat alone
    uploaded: int = 0  # the workbook that is being read outside, or is to be confirmed; 0 where none is
    work: int = 0  # the reading that is under way; 0 where none is
    given: tuple[Given, ...] = ()
    typed: tuple[FigureTyped, ...] = ()
    findings: tuple[Finding, ...] = ()  # what was odd: in the workbook, or (row 0) in an answer
    reading: WorkbookReading | None = None  # of `uploaded`, where somebody has to say first that it is meant
    untied: tuple[int, ...] = ()  # those of `files` of which is asked what they prove
    awaited: tuple[int, ...] = ()
    picked: tuple[str, ...] = ()  # ticked in the list of last quarter's figures
    at: str = ""
    asking: FigureField = FigureField.NOTHING
    page: int = 0  # of the list
    number: str = ""
    answer: int = 0
    album: str = ""
    late_since: datetime | None = None  # the first file arrived then, while the bot was down
    is_touched: bool = False  # something was put into it

    @property
    def note(self) -> str:
        """All that was written to go with the figures."""
        return "\n".join(said.text for said in self.words)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered yet."""
        return not self.is_touched


class CalendarField(StrEnum):
    """What of a change of the calendar the next text is for."""

    DAY = "tanggal"
    REASON = "keterangan"
    NOTHING = "nothing"


@dataclass(frozen=True)
class ForeseenMove:
    """A running deadline that a change of the calendar moves, as its preview showed it."""

    cycle_id: int
    step: int
    unit_id: int | None
    due_at: datetime


@dataclass(frozen=True)
class CalendarChange:
    """A day off that an admin adds (`is_off`) or takes away (`handlers.kalender`)."""

    nonce: str
    is_off: bool
    day: date | None = None
    reason: str = ""  # what the day is, and on which decree that rests
    asking: CalendarField = CalendarField.DAY
    foreseen: tuple[ForeseenMove, ...] = ()
    answer: int = 0


@dataclass(frozen=True)
class IndicatorUpload:
    """A list of indicators that is being taken in (`handlers.indikator_unggah`).

    It is fetched (`awaited`), read outside (`work`), then shown: `reading` is what that gave, as JSON of
    `workflow.indicator_reading.IndicatorReading`, and `foreseen` names the change that was shown.
    """

    nonce: str
    year: int
    awaited: int = 0
    file: int = 0
    work: int = 0
    reading: str = ""
    from_quarter: int = 0  # 0: the usual one
    foreseen: str = ""
    answer: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether no file was sent yet."""
        return not (self.awaited or self.file)


class OfficeField(StrEnum):
    """What a change of the office asks for."""

    NAME = "nama"
    NIP = "nip"
    RANK = "pangkat"
    PHONE = "telepon"
    PERSON = "orang"
    KIND = "sebagai"  # Plh or Plt
    ROLE = "peran"
    UNIT = "unit"
    FROM_ON = "mulai"
    UNTIL_ON = "sampai"
    SK_NUMBER = "sk"
    REASON = "alasan"


@dataclass(frozen=True)
class OfficeAnswer:
    """An answer as text: an id, an ISO date, the value of an enum, or words."""

    field: OfficeField
    value: str


@dataclass(frozen=True)
class OfficeForm:
    """A change of the office that an admin puts together (`handlers.perubahan`).

    `kind` is one of its table, `subject` the person, post or unit that it is about; `given` are the answers so far in
    their order.
    """

    nonce: str
    kind: str
    subject: int = 0
    given: tuple[OfficeAnswer, ...] = ()
    page: int = 0  # of what is offered to choose from
    answer: int = 0

    def value(self, field: OfficeField) -> str:
        """Return an answer; empty where there is none yet."""
        return next((answer.value for answer in self.given if answer.field is field), "")


Conversation = (
    Form | DisposisiDraft | PlanDraft | LooseFiles | CalendarChange | FigureDraft | IndicatorUpload | OfficeForm
)

STATES: Mapping[str, type[Conversation]] = MappingProxyType(
    {
        "form": Form,
        "disposisi": DisposisiDraft,
        "rencana": PlanDraft,
        "berkas": LooseFiles,
        "kalender": CalendarChange,
        "angka": FigureDraft,
        "indikator": IndicatorUpload,
        "kantor": OfficeForm,
    }
)
"""Each state under the name by which it is stored. A name is never given to another state."""

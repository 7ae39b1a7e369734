"""What `monev gladi` gathers while it plays, so that something can be told of it however it ends."""

from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.gladi.daybook import DayBook
from bot.gladi.documents import Document
from bot.gladi.report import Conversation, transcript
from bot.settings import Settings


@dataclass(frozen=True)
class Timing:
    """How long a scene took, in seconds of the machine's: for time to pass up to it, and to be played."""

    name: str
    passing: float
    playing: float


@dataclass
class Gathered:
    """One rehearsal. `conversations` are by the person's code; `folder` is thrown away at the end."""

    folder: Path
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Jakarta"))
    settings: Settings | None = None  # this and the day book: once the stage is open
    book: DayBook | None = None
    people: dict[int, str] = field(default_factory=dict)  # codes by chat
    conversations: dict[str, Conversation] = field(default_factory=dict)
    papers: dict[str, bytes] = field(default_factory=dict)  # what the scenes left, by file name
    documents: dict[str, Document] = field(default_factory=dict)  # what people got in chat, by folder and file name
    average: str = ""  # capaian of the office, as the Kepala Dinas saw it
    timings: list[Timing] = field(default_factory=list)
    moves: int = 0  # of the clock

    def log(self, name: str = "bot.log") -> str:
        """Return what the bot (or the simulator) has written to its log."""
        path = self.folder / name
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""

    def told(self) -> str:
        """Return the day book as a text."""
        return self.book.text() if self.book is not None else ""

    def transcripts(self) -> dict[str, str]:
        """Return each person's conversation as a text."""
        return {code: transcript(each, self.zone) for code, each in self.conversations.items() if each.entries}

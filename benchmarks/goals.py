"""What we hold ourselves to, beside which every run shows what it measured."""

from collections.abc import Mapping
from dataclasses import dataclass

Figures = Mapping[str, float]


@dataclass(frozen=True)
class Goal:
    """A bound on a figure, or on its ratio to a peer's figure of the same run."""

    figure: str
    bound: float
    at_least: bool = False  # else at most
    beside: str = ""  # the figure that it is divided by
    unit: str = ""  # how the quotient or the figure is read, e.g. "× PTB echo"

    def value(self, figures: Figures) -> float | None:
        """Return what is compared with the bound; None when the run did not measure it."""
        measured = figures.get(self.figure)
        if measured is None or not self.beside:
            return measured
        peer = figures.get(self.beside)
        return measured / peer if peer else None

    def is_met(self, figures: Figures) -> bool | None:
        """Tell whether the run holds the goal; None when it did not measure it."""
        value = self.value(figures)
        if value is None:
            return None
        return value >= self.bound if self.at_least else value <= self.bound

    def text(self) -> str:
        """Return the goal as it is read: `≥ 2.0 × PTB echo`."""
        return f"{'≥' if self.at_least else '≤'} {self.bound:g} {self.unit}".rstrip()


BROADCAST = 500
"""People that the broadcast goes to."""

BURST = 500
"""Reminders that fall due at one instant."""

GOALS = (
    Goal("updates_per_s.monev.api_0ms", 2.0, True, "updates_per_s.ptb_echo.api_0ms", "× PTB echo"),
    Goal("updates_per_s.monev.api_0ms", 1.0, True, "updates_per_s.aiogram_echo.api_0ms", "× aiogram echo"),
    Goal("updates_per_s.monev.api_50ms", 40.0, True, "updates_per_s.ptb_echo.api_50ms", "× PTB echo"),
    Goal("updates_per_s.monev.api_50ms", 1.0, True, "updates_per_s.aiogram_tasks.api_50ms", "× aiogram tasks"),
    Goal("order_violations.monev", 0),
    Goal("order_overlaps.monev", 0),
    Goal("unanswered.monev", 0),
    Goal("cpu_us_per_update.monev", 0.5, False, "cpu_us_per_update.ptb_echo", "× PTB echo"),
    Goal("answer_p95_ms.monev", 15, unit="ms"),
    Goal(f"broadcast_{BROADCAST}.seconds.monev", round(BROADCAST / 30 * 1.02, 2), unit="s"),
    Goal(f"broadcast_{BROADCAST}.refused.monev", 0),
    Goal("others_pace.flooded.monev", 0.9, True, unit="× undisturbed"),
    Goal("others_pace.slow.monev", 0.9, True, unit="× undisturbed"),
    Goal("start_s.monev", 1.2, unit="s"),
    Goal("start_full_s.monev", 1.1, False, "start_s.monev", "× start"),
    Goal("idle_mb.monev", 110, unit="MB"),
    Goal("due_reminders_per_s.monev", 5000, True, unit="/s"),
    *(
        Goal(f"reminder_us.{what}.1000000.monev", 2, False, f"reminder_us.{what}.1000.monev", "× with 1,000")
        for what in ("plan", "drop", "find")
    ),
    Goal(f"reminders_{BURST}.posted_s.monev", 2, unit="s"),
    Goal(f"reminders_{BURST}.answer_p95_ms.monev", 150, unit="ms"),
    Goal(f"reminders_{BURST}.refused.monev", 0),
    Goal("workbook_1000.read_s.monev", 1, unit="s"),
    Goal("workbook_1000.read_mb.monev", 200, unit="MB"),
    Goal("report_600.pdf_s.monev", 5, unit="s"),
    Goal("report_600.pdf_mb.monev", 300, unit="MB"),
    Goal("report_600.word_s.monev", 5, unit="s"),
    Goal("report_600.word_mb.monev", 300, unit="MB"),
)

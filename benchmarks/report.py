"""A run's figures as a table for people and as a flat JSON object for machines."""

from collections.abc import Sequence
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from benchmarks.contestants import CONTESTANTS
from benchmarks.goals import GOALS, Figures, Goal

ROWS = (
    ("updates/s, API at once", "updates_per_s.{bot}.api_0ms"),
    ("updates/s, API after 50 ms", "updates_per_s.{bot}.api_50ms"),
    ("CPU µs an update", "cpu_us_per_update.{bot}"),
    ("answers out of order", "order_violations.{bot}"),
    ("answers sent over an earlier one", "order_overlaps.{bot}"),
    ("updates left unanswered", "unanswered.{bot}"),
    ("updates answered twice", "repeated.{bot}"),
    ("answer on an idle bot, p95 ms", "answer_p95_ms.{bot}"),
    ("start to first getUpdates, s", "start_s.{bot}"),
    ("the same, a full database, s", "start_full_s.{bot}"),
    ("idle memory, MB", "idle_mb.{bot}"),
    ("broadcast to 500, s", "broadcast_500.seconds.{bot}"),
    ("broadcast to 500, 429s", "broadcast_500.refused.{bot}"),
    ("others' pace, one chat in flood-wait", "others_pace.flooded.{bot}"),
    ("others' pace, one chat slow", "others_pace.slow.{bot}"),
    ("due reminders/s among 1,000,000", "due_reminders_per_s.{bot}"),
    ("workbook of 1,000 indicators read, s", "workbook_1000.read_s.{bot}"),
    ("the same, megabytes", "workbook_1000.read_mb.{bot}"),
    ("report of 30 units with 20 indicators, PDF, s", "report_600.pdf_s.{bot}"),
    ("the same, megabytes", "report_600.pdf_mb.{bot}"),
    ("the same as Word, s", "report_600.word_s.{bot}"),
    ("the same, megabytes", "report_600.word_mb.{bot}"),
)
"""What each figure is called in the table."""

MARKS = {True: "✅", False: "❌", None: "·"}


def show(figures: Figures, notes: Sequence[str], console: Console) -> None:
    """Print the table, goals beside the figures."""
    table = Table(title="Monev beside its peers, one run", title_justify="left", caption_justify="left")
    table.add_column("figure")
    for contestant in CONTESTANTS:
        table.add_column(contestant.title, justify="right")
    table.add_column("goal")
    for label, pattern in ROWS:
        names = [pattern.format(bot=contestant.name) for contestant in CONTESTANTS]
        cells = [number(figures.get(name)) for name in names]
        goals = [beside(goal, figures) for goal in GOALS if goal.figure == names[0]]
        table.add_row(label, *cells, "\n".join(goals))
    speed = number(figures.get("server_requests_per_s"))
    table.caption = f"The server by itself takes {speed} calls/s. · not measured"
    console.print(table)
    for note in notes:
        console.print(f"[yellow]{note}[/]")
    met = [goal.is_met(figures) for goal in GOALS]
    console.print(f"{met.count(True)} goals held, {met.count(False)} missed, {met.count(None)} not measured.")


def beside(goal: Goal, figures: Figures) -> str:
    """Return a goal with what the run came to: `✅ 2.3 (≥ 2 × PTB echo)`."""
    value = goal.value(figures) if goal.beside else None
    came_to = f"{value:.2f} " if value is not None else ""
    return f"{MARKS[goal.is_met(figures)]} {came_to}({goal.text()})"


def number(value: float | None) -> str:
    """Return a figure at the precision that it deserves."""
    if value is None:
        return "·"
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def write(figures: Figures, path: Path) -> None:
    """Write the figures as one flat object."""
    path.write_bytes(
        orjson.dumps(dict(sorted(figures.items())), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    )

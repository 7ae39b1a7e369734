"""`python -m benchmarks`: measure our bot and its peers in one run, print the table, write `latest.json`."""

import argparse
import tempfile
from pathlib import Path

from rich.console import Console

from benchmarks import cores, report
from benchmarks.contestants import CONTESTANTS
from benchmarks.process import ROOT
from benchmarks.run import Run

LATEST = ROOT / "benchmarks" / "latest.json"
BUDGET_S = 480.0
"""When this is over no new measurement begins, so that a run ends within ten minutes."""

WIDTH = 130
"""Columns of the table where nobody watches, as in CI."""


def read_arguments() -> argparse.Namespace:
    """Read the command line."""
    names = [contestant.name for contestant in CONTESTANTS]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=names, help="leave the other bots out (may be repeated)")
    parser.add_argument("--repetitions", type=int, default=3, help="the median of so many is taken (3)")
    parser.add_argument("--output", type=Path, default=LATEST, help="the JSON file")
    return parser.parse_args()


def main() -> None:
    """Run, show, write."""
    arguments = read_arguments()
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    bots = [bot for bot in CONTESTANTS if not arguments.only or bot.name in arguments.only]
    cores.settle()
    if not cores.pinned():
        console.print("[yellow]bots and server share a core, or it cannot be chosen here: the ratios say less[/]")
    with tempfile.TemporaryDirectory(prefix="monev-bench-") as directory, console.status("starting") as status:
        run = Run(bots, Path(directory), arguments.repetitions, BUDGET_S, status.update)
        run.measure()
    report.show(run.figures, run.notes, console)
    report.write(run.figures, arguments.output)
    console.print(f"Written to {arguments.output.name}.")


if __name__ == "__main__":
    main()

"""One run: all bots up at once and taking turns, so that a busy moment of the machine falls on all of them alike."""

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from benchmarks import measures, monev_bot, reports, workbooks
from benchmarks.clock import now
from benchmarks.contestants import BotFailedError, Contestant, Running, running
from benchmarks.goals import BROADCAST, BURST
from benchmarks.ledger import Load
from benchmarks.measures import CHATS, DISTURBANCES, Repetition
from benchmarks.monev_bot import NotReadyError
from benchmarks.reports import NotDrawnError
from benchmarks.workbooks import NotReadError

LATENCIES_MS = (0, 50)
REMINDERS, HISTORY, DUE = 1_000_000, 100_000, 10_000
"""What a full database holds, and how many of its reminders fall due at once."""

FEW = 1_000
"""Reminders in a small database, beside which the full one is looked at."""

Say = Callable[[str], None]


class Run:
    """Gathers figures until its time is up; what could not be measured is noted."""

    def __init__(
        self, bots: Sequence[Contestant], directory: Path, repetitions: int, budget_s: float, say: Say
    ) -> None:
        self.figures: dict[str, float] = {}
        self.notes: list[str] = []
        self._directory = directory
        self._repetitions = repetitions
        self._ends_at = now() + budget_s
        self._say = say
        self._bots: list[Contestant] = []
        self._environments: dict[str, dict[str, str]] = {}
        for bot in bots:
            with self._noting(bot.title):
                self._environments[bot.name] = bot.prepare(self._home(bot.name))
                self._bots.append(bot)

    def measure(self) -> None:
        """Measure everything, the most telling first."""
        self._say("the server by itself")
        self.figures["server_requests_per_s"] = measures.server_requests_per_s()
        for bot in list(self._bots):
            self._bots.remove(bot)
            with self._noting(bot.title):
                self._starts(bot)
                self._bots.append(bot)  # one that does not start takes no further part
        with ExitStack() as stack:
            up = self._start_all(stack)
            for latency_ms in LATENCIES_MS:
                self._loads(up, latency_ms)
            for bot_up in up:
                with self._noting(bot_up.contestant.title):
                    self._say(f"{bot_up.contestant.title}: one person, an idle bot")
                    name = bot_up.contestant.name
                    self.figures[f"answer_p95_ms.{name}"] = measures.answer_p95_ms(bot_up)
            for bot_up in up:
                if bot_up.contestant.name == "monev":
                    with self._noting("one disturbed chat"):
                        self._disturb(bot_up)
        for bot in self._bots:
            if bot.name == "monev":
                self._only_ours(bot)

    def _home(self, name: str) -> Path:
        home = self._directory / name
        home.mkdir(parents=True, exist_ok=True)
        return home

    def _is_time_up(self, what: str) -> bool:
        if now() < self._ends_at:
            return False
        self.notes.append(f"time is up: {what} not measured")
        return True

    @contextmanager
    def _noting(self, what: str) -> Iterator[None]:
        try:
            yield
        except (NotReadyError, BotFailedError, NotReadError, NotDrawnError) as error:
            self.notes.append(f"{what}: {error}")

    def _start_all(self, stack: ExitStack) -> list[Running]:
        up: list[Running] = []
        for bot in self._bots:
            self._say(f"{bot.title}: starting")
            with self._noting(bot.title):
                bot_up = running(bot, self._home(bot.name), self._environments[bot.name])
                up.append(stack.enter_context(bot_up))
        return up

    def _starts(self, bot: Contestant) -> None:
        home, environment = self._home(bot.name), self._environments[bot.name]
        self._say(f"{bot.title}: idle memory")
        _, idle_mb = measures.start_and_idle(bot, home, environment)  # also warms the disk cache for the starts
        if idle_mb is not None:
            self.figures[f"idle_mb.{bot.name}"] = idle_mb
        taken: list[float] = []
        for number in range(self._repetitions):
            self._say(f"{bot.title}: start {number + 1}")
            taken.append(measures.start(bot, home, environment))
        self.figures[f"start_s.{bot.name}"] = statistics.median(taken)

    def _loads(self, up: list[Running], latency_ms: int) -> None:
        done: dict[str, list[Repetition]] = defaultdict(list)
        fit: list[Running] = []
        for bot in up:
            self._say(f"{bot.contestant.title}: warming up, API after {latency_ms} ms")
            with self._noting(bot.contestant.title):
                if measures.warm_up(bot, latency_ms):
                    fit.append(bot)
                else:
                    self.notes.append(f"{bot.contestant.title}: the warm-up at {latency_ms} ms was not answered")
        for number in range(self._repetitions):
            for bot in list(fit):
                what = f"{bot.contestant.title}: API after {latency_ms} ms, repetition {number + 1}"
                if self._is_time_up(what):
                    continue
                self._say(what)
                with self._noting(bot.contestant.title):
                    load = Load(bot.contestant.loads[latency_ms], CHATS, seed=number + 1)
                    repetition = measures.repeat(bot, load)
                    done[bot.contestant.name].append(repetition)
                    if repetition.unanswered:
                        fit.remove(bot)  # what it still owes would fall into its next repetition
        for name, repetitions in done.items():
            self._sum_up(name, latency_ms, repetitions)

    def _sum_up(self, name: str, latency_ms: int, repetitions: list[Repetition]) -> None:
        figures = self.figures
        paces = [repetition.updates_per_s for repetition in repetitions]
        figures[f"updates_per_s.{name}.api_{latency_ms}ms"] = statistics.median(paces)
        costs = [repetition.cpu_us for repetition in repetitions if repetition.cpu_us is not None]
        if costs and latency_ms == 0:
            figures[f"cpu_us_per_update.{name}"] = statistics.median(costs)
        for count in ("order_violations", "order_overlaps", "repeated", "unanswered"):
            figure = f"{count}.{name}"
            figures[figure] = figures.get(figure, 0) + sum(getattr(repetition, count) for repetition in repetitions)

    def _disturb(self, bot: Running) -> None:
        undisturbed: list[float] = []
        disturbed: dict[str, list[float]] = defaultdict(list)
        for number in range(self._repetitions):
            if self._is_time_up(f"one disturbed chat, repetition {number + 1}"):
                break
            self._say(f"monev: one disturbed chat, repetition {number + 1}")
            undisturbed.append(measures.pace_of_others(bot, None))
            for disturbance in DISTURBANCES:
                disturbed[disturbance.name].append(measures.pace_of_others(bot, disturbance))
        for name, paces in disturbed.items():
            self.figures[f"others_pace.{name}.monev"] = statistics.median(paces) / statistics.median(undisturbed)

    def _only_ours(self, bot: Contestant) -> None:
        if not self._is_time_up("the broadcast"):
            with self._noting("broadcast"):
                self._broadcast(bot)
        if not self._is_time_up("the workbook"):
            with self._noting("workbook"):
                self._workbook(bot)
        if not self._is_time_up("the report"):
            with self._noting("report"):
                self._report(bot)
        if not self._is_time_up("the burst of reminders"):
            with self._noting("burst of reminders"):
                self._burst(bot)
        if not self._is_time_up("the full database"):
            with self._noting("full database"):
                self._full(bot)

    def _broadcast(self, bot: Contestant) -> None:
        self._say(f"{bot.title}: broadcast to {BROADCAST}")
        home = self._home("broadcast")
        environment = bot.prepare(home) | {"MONEV_LIMITS": "on"}
        monev_bot.queue_broadcast(home, BROADCAST)
        seconds, refused = measures.broadcast(bot, home, environment, BROADCAST)
        self.figures[f"broadcast_{BROADCAST}.seconds.monev"] = seconds
        if refused is not None:
            self.figures[f"broadcast_{BROADCAST}.refused.monev"] = refused

    def _report(self, bot: Contestant) -> None:
        self._say(f"{bot.title}: a report of {reports.UNITS} units with {reports.INDICATORS} indicators each")
        for name, drawn in reports.measure(self._home("report"), self._repetitions).items():
            self.figures[f"report_600.{name}_s.monev"] = drawn.seconds
            self.figures[f"report_600.{name}_mb.monev"] = drawn.megabytes

    def _workbook(self, bot: Contestant) -> None:
        self._say(f"{bot.title}: a workbook of {workbooks.INDICATORS} indicators")
        found = workbooks.measure(self._home("workbook"), self._repetitions)
        self.figures["workbook_1000.read_s.monev"] = found.seconds
        self.figures["workbook_1000.work_s.monev"] = found.work_seconds
        self.figures["workbook_1000.read_mb.monev"] = found.megabytes

    def _burst(self, bot: Contestant) -> None:
        self._say(f"{bot.title}: {BURST} reminders at one instant")
        home = self._home("burst")
        environment = bot.prepare(home)
        with monev_bot.burst(home, BURST, after_s=8.0) as burst:
            found = measures.reminder_burst(
                bot, home, replace(burst, environment=environment | burst.environment), BURST
            )
        self.figures[f"reminders_{BURST}.posted_s.monev"] = found.posted_s
        self.figures[f"reminders_{BURST}.answer_p95_ms.monev"] = found.answer_p95_ms
        self.figures[f"reminders_{BURST}.refused.monev"] = found.refused

    def _full(self, bot: Contestant) -> None:
        self._say(f"{bot.title}: filling a database")
        home = self._home("full")
        environment = bot.prepare(home)
        monev_bot.fill(home, reminders=REMINDERS, history=HISTORY)
        measures.start(bot, home, environment)
        taken = [measures.start(bot, home, environment) for _ in range(self._repetitions)]
        self.figures["start_full_s.monev"] = statistics.median(taken)
        self._say(f"{bot.title}: due reminders")
        self.figures["due_reminders_per_s.monev"] = monev_bot.due_reminders_per_s(home, due=DUE)
        self._say(f"{bot.title}: reminders, few and many")
        home = self._home("costs")
        home.mkdir(exist_ok=True)
        for name, cost_us in monev_bot.reminder_costs_us(home, few=FEW, many=REMINDERS).items():
            self.figures[f"reminder_us.{name}.monev"] = cost_us

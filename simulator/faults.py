"""Planned misfortunes: errors, lost answers and delays for the calls that match."""

from dataclasses import dataclass


@dataclass(slots=True)
class Fault:
    """What goes wrong with the next `times` calls of a method, a chat or both."""

    method: str | None = None
    """Method name in lower case; None matches every method."""
    chat_id: int | None = None
    status: int | None = None
    """HTTP status to answer with; None does the work as usual."""
    retry_after: int | None = None
    description: str | None = None
    times: int = 1
    drop_answer: bool = False
    """Do the work, then close the connection without an answer."""
    delay_ms: int = 0

    def matches(self, method: str, chat_id: int | None) -> bool:
        """Tell whether a call is meant by this fault."""
        return self.method in (None, method) and self.chat_id in (None, chat_id)


class FaultPlan:
    """The faults still to happen, in the order they were planned."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Plan one more."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Forget all of them."""
        self._faults.clear()

    def __bool__(self) -> bool:
        """Tell whether anything is still planned."""
        return bool(self._faults)

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """Use up one turn of the first fault that matches and return it."""
        for fault in self._faults:
            if fault.matches(method, chat_id):
                fault.times -= 1
                if fault.times <= 0:
                    self._faults.remove(fault)
                return fault
        return None


DESCRIPTIONS = {
    400: "Bad Request: planned by the simulator",
    403: "Forbidden: bot was blocked by the user",
    429: "Too Many Requests: retry after {retry_after}",
    500: "Internal Server Error",
    502: "Bad Gateway",
}
"""What Telegram says with each status when the plan gives no words."""

"""How the running bot loads its modules: without a search for garbage meanwhile, and without what it never uses."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

NEVER_USED = ("cryptography", "click", "pygments", "rich")
"""What python-telegram-bot and httpx load wherever it is installed: for Telegram Passport, and for a command line."""

GARBAGE = (20_000, 20, 100)
"""After how many new objects, and how many searches of the young, garbage is looked for: an update makes thousands of
objects and hardly a cycle, so that Python's own pace (700, 10, 10) searches several times an update for nothing."""


@contextmanager
def loading() -> Iterator[None]:
    """Have the modules that are imported meanwhile loaded quickly and lean.

    A search for garbage while modules are loaded finds none and costs a fifth of the start; what was loaded stays until
    the end, so that later searches pass it over. Of NEVER_USED, what is not loaded yet counts as not installed: each
    library goes on without it, as it does for those who never installed it. Afterwards it can be imported as ever.
    """
    hidden = [name for name in NEVER_USED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None there: cannot be imported
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()
        gc.set_threshold(*GARBAGE)
        for name in hidden:
            del sys.modules[name]

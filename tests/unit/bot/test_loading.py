"""How the running bot loads its modules."""

import gc
import sys
from importlib import import_module

import pytest

from bot.loading import NEVER_USED, loading


def test_what_is_never_used_counts_as_missing_until_the_rest_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that looks whether it is installed does not find it; who needs it afterwards does."""
    monkeypatch.delitem(sys.modules, "pygments", raising=False)
    with loading(), pytest.raises(ImportError):
        import pygments
    import pygments

    assert pygments.__version__
    assert None not in {sys.modules.get(name, sys) for name in NEVER_USED}


def test_garbage_is_looked_for_again_after_a_module_that_cannot_be_loaded() -> None:
    """A failed start leaves the process as it was."""
    with pytest.raises(ModuleNotFoundError), loading():
        import_module("bot.no_such_module")
    assert gc.isenabled()

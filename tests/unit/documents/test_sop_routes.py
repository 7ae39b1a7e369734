"""The arrows of the flowchart: each meets its symbols, runs level or upright, and crosses no other symbol."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.sop_routes import Arrow, Port, Symbol, arrows
from workflow.procedure_file import load_default_procedure

ROW, COLUMN = 60.0, 62.0


def symbols(columns: list[int], returns: dict[int, int]) -> list[Symbol]:
    """Return one symbol a row in these columns; `returns` are places."""
    return [
        Symbol(column * COLUMN, -place * ROW, 20, 13, -place * ROW - ROW / 2, column, returns.get(place))
        for place, column in enumerate(columns)
    ]


def of_the_sop() -> list[Symbol]:
    """Return the symbols of the SOP that the office uses."""
    procedure = load_default_procedure()
    places = {column.code: place for place, column in enumerate(procedure.columns)}
    returns = {place: step.returns_to - 1 for place, step in enumerate(procedure.steps) if step.returns_to is not None}
    return symbols([places[step.column] for step in procedure.steps], returns)


def crosses(arrow: Arrow, symbol: Symbol) -> bool:
    """Tell whether a line of the arrow runs through the symbol's inside."""
    for (x0, y0), (x1, y1) in zip(arrow.points, arrow.points[1:], strict=False):
        across = min(x0, x1) < symbol.x + symbol.half_width and max(x0, x1) > symbol.x - symbol.half_width
        along = min(y0, y1) < symbol.y + symbol.half_height and max(y0, y1) > symbol.y - symbol.half_height
        if across and along:
            return True
    return False


def test_the_sops_arrows_share_no_port() -> None:
    """What goes on, what goes back and what comes back meet a symbol at different places."""
    found = list(arrows(of_the_sop()))
    assert [arrow.of for arrow in found if arrow.is_return] == [1, 3, 4, 5]
    starts = [arrow.points[0] for arrow in found]
    ends = [arrow.points[-1] for arrow in found if arrow.is_return and len(arrow.points) < 5]
    assert len(set(starts)) == len(starts)
    assert not set(starts) & set(ends)


def test_the_way_on_leaves_beneath_where_the_way_back_runs_on_its_side() -> None:
    """Step 5 sends back to the left, and its work goes on to the left too."""
    onward = {arrow.of: arrow.port for arrow in arrows(of_the_sop()) if not arrow.is_return}
    assert onward[4] is Port.BOTTOM
    assert onward[1] is Port.RIGHT


def test_no_arrow_of_the_sop_runs_through_a_symbol() -> None:
    """Neither through its own nor through another."""
    stand = of_the_sop()
    assert not [(arrow, symbol) for arrow in arrows(stand) for symbol in stand if crosses(arrow, symbol)]


@given(
    st.lists(st.integers(0, 4), min_size=7, max_size=7),
    st.dictionaries(st.integers(1, 6), st.integers(0, 6), max_size=4),
)
@settings(max_examples=300, deadline=None)
def test_any_sops_arrows_run_level_or_upright_from_one_symbol_to_another(
    columns: list[int], returns: dict[int, int]
) -> None:
    """Whoever acts at which step, and wherever work goes back to."""
    stand = symbols(columns, {place: min(place, back) for place, back in returns.items()})
    found = list(arrows(stand))
    assert len(found) == 6 + len(returns)
    for arrow in found:
        for (x0, y0), (x1, y1) in zip(arrow.points, arrow.points[1:], strict=False):
            assert x0 == x1 or y0 == y1
        assert arrow.points[0] == stand[arrow.of].at(arrow.port)
        if not arrow.is_return:
            assert arrow.points[-1] == stand[arrow.of + 1].top
            assert not any(crosses(arrow, symbol) for symbol in stand)

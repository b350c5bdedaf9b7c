"""Every route for every visitor, on their territory and on another: who comes in, who does not."""

from collections import Counter
from collections.abc import Callable

import pytest

from beffroi.core.policy import acts
from tests.contracts.conftest import Settled
from tests.contracts.counting import contents
from tests.contracts.matrix.exceptions import ACTS
from tests.contracts.matrix.judging import every_request, is_let_in, is_refused, may, told
from tests.contracts.matrix.shown import MATRIX, table
from tests.contracts.matrix.visitors import visitors
from tests.contracts.village import CALAIS, LENS, Territory

Noted = Callable[[str, object], None]
VISITORS = {visitor.name: visitor for visitor in visitors()}


@pytest.fixture(scope="module")
def dialect() -> str:
    """Every visitor here; `test_matrix_on_postgresql` tries those whom SQL tells apart there."""
    return "sqlite"


@pytest.fixture(scope="module")
def where() -> tuple[Territory, ...]:
    """The same life in both territories."""
    return (LENS, CALAIS)


def test_what_a_suspension_shuts_is_written_down() -> None:
    assert set(acts()) == ACTS


@pytest.mark.parametrize("name", VISITORS)
def test_who_may_not_is_refused_everywhere_and_changes_nothing(
    name: str, settled: Settled, record_property: Noted
) -> None:
    visitor = VISITORS[name]
    client = visitor.enter(settled.app, settled.villages[LENS.contract])
    before, let_in, refused = contents(), {}, Counter[bool]()
    for here, asked in every_request(settled):
        if may(visitor, asked, here=here):
            continue
        answer = asked.send(client)
        if not is_refused(answer, asked):
            let_in[told(asked, here=here)] = answer.status
        refused[here] += 1
    assert let_in == {}
    assert contents() == before
    record_property(MATRIX, (name, "refused", refused[True]))
    record_property(MATRIX, (name, "refused elsewhere", refused[False]))


@pytest.mark.parametrize("name", VISITORS)
def test_who_may_comes_in(name: str, settled: Settled, record_property: Noted) -> None:
    visitor = VISITORS[name]
    village = settled.villages[LENS.contract]
    client, kept_out, came_in = visitor.enter(settled.app, village), {}, 0
    for here, asked in every_request(settled):
        if not here or not may(visitor, asked, here=True):
            continue
        came_in += 1
        if is_let_in(asked.send(client), asked):
            continue
        settled.restore()  # an earlier request may have taken the thing, or the session, away
        client = visitor.enter(settled.app, village)
        answer = asked.send(client)
        if not is_let_in(answer, asked):
            kept_out[told(asked, here=True)] = answer.status
    assert kept_out == {}
    record_property(MATRIX, (name, "comes in", came_in))


def test_the_matrix_is_shown_with_a_line_for_each_visitor_and_one_for_all() -> None:
    noted = [("guest", "comes in", 2), ("guest", "refused", 3), ("anonymous", "refused", 4)]
    lines = [line.split() for line in table(noted)[1:]]
    assert lines == [["anonymous", "0", "4", "0"], ["guest", "2", "3", "0"], ["all", "2", "7", "0"]]

"""Every route for every visitor, on their territory and on another: who comes in, who does not."""

import pytest

from beffroi.core.policy import acts
from tests.contracts.conftest import Settled
from tests.contracts.counting import contents
from tests.contracts.matrix.exceptions import ACTS
from tests.contracts.matrix.judging import every_request, is_let_in, is_refused, may, told
from tests.contracts.matrix.visitors import visitors
from tests.contracts.village import CALAIS, LENS, Territory

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
def test_who_may_not_is_refused_everywhere_and_changes_nothing(name: str, settled: Settled) -> None:
    visitor = VISITORS[name]
    client = visitor.enter(settled.app, settled.villages[LENS.contract])
    before, let_in = contents(), {}
    for here, asked in every_request(settled):
        if may(visitor, asked, here=here):
            continue
        answer = asked.send(client)
        if not is_refused(answer, asked):
            let_in[told(asked, here=here)] = answer.status
    assert let_in == {}
    assert contents() == before


@pytest.mark.parametrize("name", VISITORS)
def test_who_may_comes_in(name: str, settled: Settled) -> None:
    visitor = VISITORS[name]
    village = settled.villages[LENS.contract]
    client, kept_out = visitor.enter(settled.app, village), {}
    for here, asked in every_request(settled):
        if not here or not may(visitor, asked, here=True):
            continue
        if is_let_in(asked.send(client), asked):
            continue
        settled.restore()  # an earlier request may have taken the thing, or the session, away
        client = visitor.enter(settled.app, village)
        answer = asked.send(client)
        if not is_let_in(answer, asked):
            kept_out[told(asked, here=True)] = answer.status
    assert kept_out == {}

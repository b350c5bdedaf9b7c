"""The part of the matrix that the database decides, on PostgreSQL.

Who comes in is decided in Python, but from rows: the session or token, grants and offices of today,
a block in force, the places that a list reaches. Those conditions are SQL with dates and places in
it, and each database reads them in its own way. So this takes one visitor of each kind of row, and
what is read (writing goes through the same statements), against both territories; the whole
matrix, three times as long there, stays on SQLite.
"""

import pytest

from tests.conftest import DIALECTS
from tests.contracts.conftest import Settled
from tests.contracts.counting import contents
from tests.contracts.matrix.judging import every_request, is_let_in, is_refused, may, told
from tests.contracts.matrix.visitors import visitors
from tests.contracts.village import CALAIS, LENS, Territory

OF_A_ROW = ("owner", "moderator", "blocked moderator", "who hears appeals", "app with scopes")
VISITORS = {visitor.name: visitor for visitor in visitors() if visitor.name in OF_A_ROW}


@pytest.fixture(scope="module", params=[kind for kind in DIALECTS if kind != "sqlite"])
def dialect(request: pytest.FixtureRequest) -> str:
    """Where there is one: what could not be run is said at the end of the tests."""
    kind: str = request.param
    return kind


@pytest.fixture(scope="module")
def where() -> tuple[Territory, ...]:
    """The same life in both territories."""
    return (LENS, CALAIS)


def test_the_visitors_are_those_of_the_matrix() -> None:
    assert sorted(VISITORS) == sorted(OF_A_ROW)


@pytest.mark.parametrize("name", VISITORS)
def test_who_may_reads_and_who_may_not_is_refused(name: str, settled: Settled) -> None:
    visitor = VISITORS[name]
    client = visitor.enter(settled.app, settled.villages[LENS.contract])
    before, wrong, tried = contents(), {}, set()
    for here, asked in every_request(settled):
        if asked.route.method != "GET":
            continue
        allowed = may(visitor, asked, here=here)
        if allowed and not here:
            continue
        answer = asked.send(client)
        is_right = is_let_in(answer, asked) if allowed else is_refused(answer, asked)
        tried.add((allowed, here))
        if not is_right:
            wrong[told(asked, here=here)] = answer.status
    assert wrong == {}
    assert contents() == before
    assert tried == {(True, True), (False, True), (False, False)}

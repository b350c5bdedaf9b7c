"""What is sealed here is read here only, and what is digested is not guessed without the key."""

import re

import pytest
from flask import Flask

from beffroi.core import seals


@pytest.fixture
def database_url(one_database: str) -> str:
    """Seals do not depend on the database."""
    return one_database


def test_what_is_sealed_is_read_again_and_hides_what_it_holds(app: Flask) -> None:
    sealed = seals.seal("address", "12 rue des Écoles")
    assert "coles" not in sealed
    assert seals.unseal("address", sealed) == "12 rue des Écoles"


def test_the_same_text_is_never_sealed_alike(app: Flask) -> None:
    assert seals.seal("address", "12 rue des Écoles") != seals.seal("address", "12 rue des Écoles")


def test_a_seal_serves_one_purpose(app: Flask) -> None:
    sealed = seals.seal("address", "12 rue des Écoles")
    with pytest.raises(seals.SealBroken):
        seals.unseal("phone", sealed)


def test_another_installation_reads_nothing_of_it(app: Flask) -> None:
    sealed = seals.seal("address", "12 rue des Écoles")
    app.secret_key = "another secret of the tests, long enough as well"
    with pytest.raises(seals.SealBroken):
        seals.unseal("address", sealed)


@pytest.mark.parametrize("broken", ["", "x", "gAAAAA", "é" * 40])
def test_what_was_not_sealed_is_refused(app: Flask, broken: str) -> None:
    with pytest.raises(seals.SealBroken):
        seals.unseal("address", broken)


def test_a_digest_is_the_same_again_for_its_purpose_and_its_installation_only(app: Flask) -> None:
    first = seals.keyed_digest("email", "zohra@example.org")
    assert re.fullmatch(r"[0-9a-f]{64}", first)
    assert seals.keyed_digest("email", "zohra@example.org") == first
    assert seals.keyed_digest("phone", "zohra@example.org") != first
    app.secret_key = "another secret of the tests, long enough as well"
    assert seals.keyed_digest("email", "zohra@example.org") != first

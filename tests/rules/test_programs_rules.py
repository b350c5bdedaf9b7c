"""Redirect URIs of programs: what may be registered, and what matches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.identity.rules.programs import is_redirect_uri, matches, origin_of, permissions_in

GOOD = [
    "https://app.example.org/retour",
    "https://app.example.org:8443/retour?de=beffroi",
    "http://127.0.0.1/retour",
    "http://127.0.0.1:9000/retour",
    "http://localhost:9000/",
]
BAD = [
    "http://app.example.org/retour",
    "https://app.example.org/retour#fragment",
    "https://moi@app.example.org/",
    "https://app.example.org:port/",
    "https://app.example.org/a b",
    "https://app.example.org/';script-src *",
    "https://app.example.org;form-action/*",
    "https://*/",
    "javascript:alert(1)",
    "data:text/html,x",
    "//app.example.org/",
    "/retour",
    "https:///retour",
    "http://127.0.0.1.example.org/",
    "http://[::1]/",
    "app:/retour",
    "https://" + "a" * 500 + ".fr/",
    "",
]


@pytest.mark.parametrize("uri", GOOD)
def test_https_and_the_device_itself_are_taken(uri: str) -> None:
    assert is_redirect_uri(uri)
    assert matches(uri, [uri])


@pytest.mark.parametrize("uri", BAD)
def test_anything_else_is_refused_even_when_it_was_registered(uri: str) -> None:
    assert not is_redirect_uri(uri)
    assert not matches(uri, [uri])


@given(st.text(max_size=60))
def test_what_is_taken_can_stand_in_a_content_policy(text: str) -> None:
    for uri in (text, f"https://{text}", f"https://app.example.org{text}"):
        if is_redirect_uri(uri):
            assert not set(origin_of(uri)) & set(" ;,'\"*\t\r\n")


@pytest.mark.parametrize(
    "asked",
    [
        "https://app.example.org/retour/",
        "https://app.example.org/retour?x=1",
        "https://app.example.org/Retour",
        "https://APP.example.org/retour",
        "https://app.example.org:443/retour",
        "https://autre.example.org/retour",
        "https://app.example.org/retour/../voler",
    ],
)
def test_it_matches_letter_for_letter(asked: str) -> None:
    assert not matches(asked, ["https://app.example.org/retour"])


def test_on_the_device_the_port_is_free_and_nothing_else() -> None:
    known = ["http://127.0.0.1/retour"]
    assert matches("http://127.0.0.1:51234/retour", known)
    assert not matches("http://127.0.0.1:51234/autre", known)
    assert not matches("http://localhost:51234/retour", known)
    assert not matches("http://localhost:51234/retour", ["http://localhost:80/retour"])


@given(st.lists(st.sampled_from(["idea.submit", "case.read", "idea.move"])))
def test_a_scope_names_each_permission_once(names: list[str]) -> None:
    assert permissions_in("  ".join(names)) == tuple(dict.fromkeys(names))

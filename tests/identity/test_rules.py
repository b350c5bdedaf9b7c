"""Addresses, and the names of devices."""

import pytest

from beffroi.identity.rules.signing import device_name, same_address

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
ANDROID = f"Mozilla/5.0 (Linux; Android 9; SM-A105FN) {WEBKIT} Chrome/95.0 Mobile Safari/537.36"
IPHONE = f"Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) {WEBKIT} Version/15.0 Safari"
EDGE = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/120.0 Safari/537.36 Edg/120"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (ANDROID, "Chrome · Android"),
        (IPHONE, "Safari · iPhone"),
        (EDGE, "Edge · Windows"),
        (FIREFOX, "Firefox · Linux"),
        ("curl/8.5", ""),
        ("", ""),
    ],
)
def test_a_device_has_the_name_its_owner_would_give_it(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name


def test_capitals_and_spaces_do_not_make_another_address() -> None:
    assert same_address("  Samira@Exemple.FR ") == "samira@exemple.fr"

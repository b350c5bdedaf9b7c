"""What an answer tells once: secrets in the JSON of the API, and those that pages show."""

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from werkzeug.test import TestResponse

NAMES = {
    "access_token", "code", "codes", "recovery_codes", "refresh_token", "secret", "token", "uri",
}  # fmt: skip
# How templates show what is to be copied: a class, or the id of a field.
SHOWN_IN_CLASSES = {"code", "code-big", "codes", "secret"}
SHOWN_IN_FIELDS = {"f-secret"}
SHORTEST = 6  # signs: what is shorter is no secret, but a dash for what is not there
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "path", "source", "wbr"}


def secrets_told(answer: TestResponse) -> set[str]:
    """As they are written, and without the signs that group them."""
    if answer.status_code >= 300:
        return set()
    written = set(
        _in_json(answer.get_json(silent=True)) if answer.is_json else _on_page(answer.text)
    )
    bare = {text.replace("-", "").replace(" ", "") for text in written}
    return {text for text in written | bare if len(text) >= SHORTEST}


def _in_json(told: Any) -> Iterator[str]:
    if isinstance(told, list):
        for one in told:
            yield from _in_json(one)
    elif isinstance(told, Mapping):
        for name, value in told.items():
            yield from _texts(value) if name in NAMES else _in_json(value)


def _texts(value: Any) -> Iterator[str]:
    values = value if isinstance(value, list) else [value]
    return (text for text in values if isinstance(text, str) and text)


def _on_page(text: str) -> Iterator[str]:
    page = _Page()
    page.feed(text)
    return iter(page.shown)


class _Page(HTMLParser):
    """Gathers the text inside the elements that show something to be copied."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: set[str] = set()
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id") in SHOWN_IN_FIELDS:
            self.shown.add(given.get("value") or "")
        marked = SHOWN_IN_CLASSES & set((given.get("class") or "").split())
        if tag not in VOID and (self._depth or marked):
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth and data.strip():
            self.shown.add(data.strip())

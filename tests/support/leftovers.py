"""French that is left in a text meant to be English."""

import re
from html.parser import HTMLParser

# Frequent in French, unknown to English: hence neither "on" nor "par", "plus", "pour", "son".
FREQUENT = """
    le la les une des du aux votre vos vous nous est sont et ou où dans avec sur qui que quoi
    cette ces ce cet il elle elles mais pas sans leur leurs sa ses mon mes notre nos être avoir
    fait très déjà ici chaque tous toutes tout idée idées quartier quartiers appel appels moi
    jour jours heure heures quand puis chez entre fois ceci cela
"""
WORDS = frozenset(FREQUENT.split())
# Quotes, and the space before a mark, that English does not write so.
MARKS = re.compile(r"[«»]|\s[:;?!](?=\s|$)")
ADDRESSES = re.compile(r"\S*(?:/|@|\.html)\S*")
SPOKEN = frozenset({"alt", "aria-label", "content", "label", "placeholder", "title", "value"})
UNSPOKEN_VALUES = frozenset({"hidden", "radio", "checkbox"})  # types of inputs, values for programs
SILENT = frozenset({"style", "script"})
VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class Page(HTMLParser):
    """What a page says and shows, but for what it marks as written in another language."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._foreign: list[bool] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        here = self._is_foreign(given.get("lang"))
        if not here:
            self.said.extend(_spoken(tag, given))
        if tag not in VOID:
            self._foreign.append(here or tag in SILENT)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._foreign:
            self._foreign.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._is_foreign(None):
            self.said.append(data)

    def _is_foreign(self, language: str | None) -> bool:
        if language:
            return language != "en"
        return bool(self._foreign) and self._foreign[-1]


def in_page(html: str, names: frozenset[str] = frozenset()) -> list[str]:
    """What is French in a page; `names` are of places and people, the same in each language."""
    return [text for said in Page(html).said for text in in_text(said, names)]


def in_text(text: str, names: frozenset[str] = frozenset()) -> list[str]:
    """The text itself when some of it is French, nothing when none is."""
    rest = text
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, " ")
    found = WORDS & set(re.findall(r"\w+", ADDRESSES.sub(" ", rest).lower()))
    found |= set(MARKS.findall(rest))
    return [f"{' '.join(text.split())} ({', '.join(sorted(found))})"] if found else []


def _spoken(tag: str, given: dict[str, str]) -> list[str]:
    """Attributes that are read by people: values of buttons, words kept for the script."""
    unspoken = set() if tag == "meta" else {"content"}
    if tag not in {"input", "textarea"} or given.get("type") in UNSPOKEN_VALUES:
        unspoken.add("value")
    return [
        value
        for name, value in given.items()
        if (name in SPOKEN or name.startswith("data-")) and name not in unspoken
    ]

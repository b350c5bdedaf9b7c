"""What people wrote, tidied and shown."""

import html
import re
from html.parser import HTMLParser

import pytest

from beffroi.core.text import as_html, excerpt, is_blank, is_clean, tidy, unsafe_characters
from tests.support.xss_corpus import PAYLOADS


class Tags(HTMLParser):
    """Collects the tags and attributes a browser would see."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def visible(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def test_the_corpus_is_wide_and_without_doubles() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 90


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_payload_yields_only_paragraphs_breaks_and_web_links(payload: str) -> None:
    for tag, attributes in Tags(as_html(payload)).seen:
        assert tag in {"p", "br", "a"}
        assert set(attributes) == ({"href", "rel"} if tag == "a" else set())
        assert re.match(r"https?://", attributes.get("href") or "https://")


@pytest.mark.parametrize(
    "text", ["a < b & c", "&lt;b&gt;", "&amp;lt; http://a.example/?x&lt;b", "l'été", "{{ 7 }}"]
)
def test_the_reader_sees_what_was_written(text: str) -> None:
    assert visible(as_html(text)) == text


def test_lines_and_paragraphs_are_kept() -> None:
    assert as_html("un\r\ndeux\n\n \ntrois") == "<p>un<br>deux</p><p>trois</p>"


def test_a_web_address_becomes_a_link_without_its_full_stop() -> None:
    rel = 'rel="nofollow ugc noopener"'
    link = f'<a href="https://a.example/x?y=1&amp;z=2" {rel}>https://a.example/x?y=1&amp;z=2</a>'
    assert as_html("Voir https://a.example/x?y=1&z=2.") == f"<p>Voir {link}.</p>"


def test_a_bracket_opened_in_the_address_stays_in_it() -> None:
    assert 'href="https://a.example/Lens_(ville)"' in as_html("(https://a.example/Lens_(ville))")


@pytest.mark.parametrize("text", ["fin.Me voilà", "mairie.fr", "a@b.fr", "http://x@evil.example"])
def test_bare_words_and_disguised_hosts_are_not_links(text: str) -> None:
    assert "<a" not in as_html(text)


@pytest.mark.parametrize("text", ["", "  \n ", "\x00", "\u202e"])
def test_nothing_to_show_gives_nothing(text: str) -> None:
    assert as_html(text) == ""


UNSAFE = (0x00, 0x1B, 0x7F, 0x85, 0x202A, 0x202E, 0x2066, 0x2069, 0xD800, 0xDFFF, 0xFDD0, 0xFFFE)


@pytest.mark.parametrize("character", [chr(code) for code in (*UNSAFE, 0x10FFFF)], ids=ascii)
def test_an_unsafe_character_is_named_and_never_shown(character: str) -> None:
    text = f"a{character}b{character}"
    assert unsafe_characters(text) == [character]
    assert not is_clean(text)
    assert as_html(text) == "<p>ab</p>"


@pytest.mark.parametrize("text", ["مرحبا بكم", "שלום", "नमस्ते", "👩‍👧 d’accord\n\tfin", "Łódź"])
def test_every_honest_script_is_clean(text: str) -> None:
    assert is_clean(text)


def test_tidy_composes_letters_and_unifies_line_ends() -> None:
    assert tidy("  e\u0301te\u0301\r\nla\rfin\u2028. \n") == "été\nla\nfin\n."


@pytest.mark.parametrize("text", ["", " \u200b\u00a0", "\u3164", "\u2800"])
def test_text_that_draws_nothing_is_blank(text: str) -> None:
    assert is_blank(text)


def test_text_with_one_letter_is_not_blank() -> None:
    assert not is_blank("\u200ba")


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (40, "Bonjour à toutes et tous, voici."),
        (27, "Bonjour à toutes et tous…"),
        (12, "Bonjour à…"),
        (4, "Bon…"),
        (1, "…"),
        (0, ""),
    ],
)
def test_an_excerpt_is_cut_between_words(length: int, expected: str) -> None:
    assert excerpt("Bonjour à toutes\net tous, voici.", length) == expected

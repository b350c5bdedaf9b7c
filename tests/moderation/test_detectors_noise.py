"""Links and repetitions found in what people write."""

import pytest

from beffroi.moderation.detectors import links, repeats


@pytest.mark.parametrize(
    "address",
    ["https://a.example/x?y=1", "http://a.example", "www.ville.example/cr", "ameli.fr", "bit.ly/x",
     "youtu.be/5vLa"],
)  # fmt: skip
def test_a_web_address_is_found_whole(address: str) -> None:
    text = f"Voir ({address})."
    assert [f.passage(text) for f in links.find(text)] == [address]


@pytest.mark.parametrize("text", ["nadia@exemple.fr", "n.b@a.exemple.com", "fin.Me voilà", "1.500"])
def test_an_email_address_or_a_full_stop_is_not_a_link(text: str) -> None:
    assert links.find(text) == []


@pytest.mark.parametrize(
    ("text", "label", "passage"),
    [
        ("Nonnnnnnnn merci", "stretched", "nnnnnnnn"),
        ("qsdqsdqsd azeaze", "stretched", "qsdqsdqsd"),
        ("Bon lol LOL lol, lol lol fin", "same_word", "lol LOL lol, lol lol"),
        ("......", "no_words", "......"),
        ("ARRÊTEZ TOUT DE SUITE CES TRAVAUX INUTILES", "shouting", None),
        ("Un banc au parc. Un banc au parc. Un banc au parc", "same_sentence", None),
    ],
)
def test_a_repetition_is_found_and_named(text: str, label: str, passage: str | None) -> None:
    [finding] = repeats.find(text)
    assert (finding.label, finding.passage(text)) == (label, passage or text)


@pytest.mark.parametrize(
    "text",
    [
        "D'accord d'accord.",
        "Top !",
        "blablabla",
        "La ZAC et le QPV",
        "très très très bien",
        "👍👍👍👍",
    ],
)
def test_an_ordinary_insistence_is_left_alone(text: str) -> None:
    assert repeats.find(text) == []

"""The relay's notebook on a telephone: without network, unreadable to a finder, sent once."""

import gzip
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, Response, expect

from beffroi.identity.rules.codes import ALPHABET
from tests.browser import steps
from tests.browser.town import SAME_SITE
from tests.support.browser import Visitor, Visitors

PHRASE = "brique ardoise cheval"
PLACE = "grande-residence"
WORDS = "un toboggan rouge"
SECRETS = ("toboggan", "Marguerite", "Place du marché", PHRASE)
PATH = "/api/v1/assisted-acts"
ENTRIES = 20

# Everything the browser keeps of the notebook, bytes and all, as one text.
RAW = """async () => {
    const name = (await indexedDB.databases()).map((one) => one.name).find((one) => one.startsWith('beffroi-carnet-'));
    const base = await new Promise((settle) => { const r = indexedDB.open(name); r.onsuccess = () => settle(r.result); });
    const text = (value) => {
        if (value instanceof ArrayBuffer) value = new Uint8Array(value);
        if (value instanceof Uint8Array) return Array.from(value, (byte) => String.fromCharCode(byte)).join('');
        return typeof value === 'object' && value ? Object.entries(value).map((pair) => pair[0] + text(pair[1])).join('|') : String(value);
    };
    const all = [];
    for (const store of base.objectStoreNames) {
        const request = base.transaction(store).objectStore(store).getAll();
        all.push(...await new Promise((settle) => { request.onsuccess = () => settle(request.result); }));
    }
    base.close();
    const kept = Object.entries(localStorage).concat(Object.entries(sessionStorage));
    return [all.length, all.map(text).join('#') + JSON.stringify(kept)];
}"""  # noqa: E501 (a script)

CACHED = """async () => {
    const found = [];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const one of await cache.keys()) found.push(new URL(one.url).pathname);
    }
    return found.map((path) => path.replace(/static.[0-9a-f]+/, 'static')).sort();
}"""


@pytest.fixture
def relay(visitor: Visitors) -> Iterator[Visitor]:
    """A relay's telephone; a browser that is told to be offline says so, which is no complaint."""
    somebody = visitor()
    steps.sign_in(somebody, steps.RELAY)
    yield somebody
    somebody.complaints[:] = [
        said
        for said in somebody.complaints
        if "ERR_INTERNET_DISCONNECTED" not in said and "ERR_FAILED" not in said
    ]


def carry(relay: Visitor) -> Page:
    """Open the notebook once with network, and wait until it can do without."""
    page = relay.open("/relais/carnet")
    expect(page.locator("#say")).to_contain_text("Le carnet est prêt")
    return page


def begin(page: Page) -> None:
    page.locator("#start").get_by_label("Votre phrase secrète").fill(PHRASE)
    page.get_by_label("La même, encore une fois").fill(PHRASE)
    page.get_by_role("button", name="Ouvrir mon carnet").click()
    expect(page.get_by_role("button", name="Garder dans le carnet")).to_be_visible()


def unlock(page: Page, phrase: str = PHRASE) -> None:
    page.locator("#locked").get_by_label("Votre phrase secrète").fill(phrase)
    page.get_by_role("button", name="Ouvrir le carnet").click()


def write(page: Page, number: int, name: str = "Marguerite") -> str:
    """One entry; the code that is shown at once."""
    page.get_by_label("J’ai lu ce texte").check()
    page.get_by_label("L’appel à idées").select_option("mon-quartier-demain")
    page.get_by_label("L’idée en quelques mots").fill(f"Idée {number} : {WORDS}")
    page.get_by_label("L’idée, avec les mots de la personne").fill(f"Pour les petits, {WORDS}.")
    page.get_by_label("Quartier de la personne").select_option(PLACE)
    page.get_by_label("Lieu de la rencontre").fill("Place du marché")
    page.get_by_label("Nom ou prénom à afficher").fill(name)
    page.get_by_role("button", name="Garder dans le carnet").click()
    expect(page.locator("#queue-title")).to_have_text(f"À envoyer ({number})")
    return page.locator("#saved-code").inner_text()


def total(page: Page) -> int:
    return int(page.context.request.get(f"{PATH}?limit=1").json()["total"])


def test_twenty_entries_made_without_network_are_twenty_rows_however_often_sent(
    relay: Visitor,
) -> None:
    page = carry(relay)
    before = total(page)
    relay.context.set_offline(True)
    page.reload()
    expect(page.locator("#network")).to_contain_text("Pas de réseau")
    begin(page)
    codes = [write(page, number) for number in range(1, ENTRIES + 1)]
    assert len(set(codes)) == ENTRIES
    assert all(set(code) <= set(ALPHABET + "-") and len(code) == 19 for code in codes)
    assert_nothing_is_readable(page, ENTRIES + 1)

    page.reload()
    unlock(page)
    expect(page.locator("#queue > li")).to_have_count(ENTRIES)
    sent: list[Request] = []
    page.on("request", lambda one: sent.append(one) if one.url.endswith(PATH) else None)
    relay.context.set_offline(False)
    expect(page.locator("#say")).to_contain_text("Tout est envoyé", timeout=60_000)
    expect(page.locator("#queue > li")).to_have_count(0)
    assert_nothing_is_readable(page, 1)
    shown = page.locator("#sent .code").all_inner_texts()
    assert sorted(shown) == sorted(codes)
    assert total(page) == before + ENTRIES

    assert len(sent) == ENTRIES
    for request in sent:
        assert replay(page, request)["id"]
    assert total(page) == before + ENTRIES
    follow(page, codes[0])


def replay(page: Page, request: Request) -> dict[str, Any]:
    """The very same request again, as a telephone that lost the answer sends it."""
    key, kind = request.headers["idempotency-key"], "application/json"
    answer = page.context.request.post(
        PATH,
        data=request.post_data,
        headers=SAME_SITE | {"Idempotency-Key": key, "Content-Type": kind},
    )
    assert answer.status == 201, answer.text()
    found: dict[str, Any] = answer.json()
    return found


def assert_nothing_is_readable(page: Page, records: int) -> None:
    found, raw = page.evaluate(RAW)
    assert found == records
    assert [word for word in SECRETS if word in raw or json.dumps(word)[1:-1] in raw] == []


def follow(page: Page, code: str) -> None:
    """The code given out without network serves now."""
    other = page.context.browser
    assert other is not None
    visitor = other.new_context(base_url=page.url.split("/relais")[0], locale="fr-FR")
    follower = visitor.new_page()
    follower.goto("/suivi")
    follower.get_by_label("Code de suivi").fill(code)
    follower.get_by_role("main").get_by_role("button").first.click()
    expect(follower.get_by_role("main")).to_contain_text("Noté pour vous par Delphine")
    visitor.close()


def test_a_wrong_passphrase_is_told_and_opens_nothing(relay: Visitor) -> None:
    page = carry(relay)
    begin(page)
    write(page, 1)
    page.reload()
    unlock(page, "brique ardoise chevaux")
    expect(page.locator("#locked-error")).to_contain_text("Ce n’est pas la bonne phrase")
    expect(page.locator("#open")).to_be_hidden()
    assert page.locator("#queue > li").count() == 0
    unlock(page)
    expect(page.locator("#queue > li")).to_have_count(1)
    page.get_by_role("button", name="Fermer le carnet").click()
    expect(page.locator("#locked")).to_be_visible()
    assert WORDS not in page.locator("body").inner_text()
    assert page.get_by_label("L’idée en quelques mots").input_value() == ""


def test_a_forgotten_passphrase_loses_the_entries_and_says_so_before(relay: Visitor) -> None:
    page = carry(relay)
    expect(page.locator("#start")).to_contain_text("Si vous l’oubliez")
    begin(page)
    write(page, 1)
    page.reload()
    page.get_by_text("J’ai oublié ma phrase").click()
    expect(page.locator("#locked")).to_contain_text("ce qui n’est pas envoyé sera perdu")
    page.get_by_role("button", name="Effacer ce carnet pour de bon").click()
    expect(page.locator("#start")).to_be_visible()
    assert page.evaluate(RAW)[0] == 0


def test_a_short_or_mistyped_passphrase_is_told(relay: Visitor) -> None:
    page = carry(relay)
    page.locator("#start").get_by_label("Votre phrase secrète").fill("court")
    page.get_by_role("button", name="Ouvrir mon carnet").click()
    expect(page.locator("#start-error")).to_contain_text("Il faut au moins 12 signes")
    page.locator("#start").get_by_label("Votre phrase secrète").fill(PHRASE)
    page.get_by_label("La même, encore une fois").fill(f"{PHRASE}s")
    page.get_by_role("button", name="Ouvrir mon carnet").click()
    expect(page.locator("#start-error")).to_contain_text("ne sont pas les mêmes")


def test_who_was_signed_out_meanwhile_keeps_everything(relay: Visitor) -> None:
    page = carry(relay)
    begin(page)
    write(page, 1)
    cookies = relay.context.cookies()
    relay.context.clear_cookies()
    page.get_by_role("button", name="Envoyer maintenant").click()
    expect(page.locator("#say")).to_contain_text("Votre connexion est terminée")
    expect(page.get_by_role("link", name="Me reconnecter")).to_be_visible()
    expect(page.locator("#queue > li")).to_have_count(1)
    relay.context.add_cookies(cookies)  # type: ignore[arg-type]  # playwright's two types of one
    page.get_by_role("button", name="Envoyer maintenant").click()
    expect(page.locator("#say")).to_contain_text("Tout est envoyé")


def test_what_is_refused_is_shown_corrected_and_sent(relay: Visitor) -> None:
    page = carry(relay)
    begin(page)
    write(page, 1)
    page.get_by_label("J’ai lu ce texte").check()
    page.get_by_label("L’idée en quelques mots").fill("Un panneau")
    page.get_by_label("L’idée, avec les mots de la personne").fill("Pour la sortie.")
    page.get_by_label("Code d’un ancien reçu").fill("2222-2222-2222-2222")
    page.get_by_role("button", name="Garder dans le carnet").click()
    expect(page.locator("#queue > li")).to_have_count(2)
    page.get_by_role("button", name="Envoyer maintenant").click()
    expect(page.locator("#say")).to_contain_text("À corriger : 1")
    expect(page.locator("#queue > li")).to_have_count(1)
    expect(page.locator("#queue")).to_contain_text("Ce code de suivi n’existe pas")
    page.get_by_role("button", name="Corriger").click()
    expect(page.get_by_label("L’idée en quelques mots")).to_have_value("Un panneau")
    page.get_by_label("Code d’un ancien reçu").fill("")
    page.get_by_label("J’ai lu ce texte").check()
    page.get_by_role("button", name="Garder dans le carnet").click()
    page.get_by_role("button", name="Envoyer maintenant").click()
    expect(page.locator("#say")).to_contain_text("Tout est envoyé")


def test_an_entry_is_removed_in_two_taps(relay: Visitor) -> None:
    page = carry(relay)
    begin(page)
    write(page, 1)
    page.get_by_role("button", name="Enlever").click()
    expect(page.locator("#queue > li")).to_have_count(1)
    page.get_by_role("button", name="Enlever pour de bon").click()
    expect(page.locator("#queue > li")).to_have_count(0)


def test_without_script_the_other_pages_are_named(visitor: Visitors) -> None:
    somebody = visitor(java_script_enabled=False)
    steps.sign_in(somebody, steps.RELAY)
    page = somebody.open("/relais/carnet")
    expect(page.get_by_role("main")).to_contain_text("Le carnet ne peut pas servir ici")
    page.get_by_role("link", name="Noter une idée").click()
    expect(page).to_have_url(re.compile("/relais/idee$"))


def test_a_telephone_laid_down_closes_its_notebook(relay: Visitor) -> None:
    relay.context.clock.install()
    page = relay.open("/relais/carnet")
    begin(page)
    write(page, 1)
    page.clock.fast_forward("11:00")
    expect(page.locator("#locked")).to_be_visible()
    assert WORDS not in page.locator("body").inner_text()


def test_the_notebook_is_light_enough_for_an_old_telephone(relay: Visitor) -> None:
    page = relay.open()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.insert(0, answer))
    page.goto("/relais/carnet", wait_until="networkidle")
    sizes: dict[str, int] = {}
    for answer in answers:
        path = urlsplit(answer.url).path.rpartition("/")[2]
        sizes[path] = len(gzip.compress(answer.body(), 6))
    assert sizes["relay.js"] <= 6_000
    assert sizes["carnet"] <= 14_000
    assert sum(sizes.values()) <= 50_000


def test_only_the_notebook_and_its_files_are_kept_on_the_device(relay: Visitor) -> None:
    page = carry(relay)
    page.goto("/relais")
    page.goto("/relais/idee")
    kept = page.evaluate(CACHED)
    assert kept == [
        "/relais/carnet",
        *(f"/static/{name}" for name in ("beffroi.css", "favicon.svg", "relay.css", "relay.js")),
        "/static/sprite.svg",
    ]

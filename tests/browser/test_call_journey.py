"""A call from the first word of its draft to its decision, told back to each who gave something."""

from gettext import GNUTranslations

import pytest
from playwright.sync_api import Page, expect

from beffroi.paths import LOCALES
from tests.browser import call_steps, steps
from tests.browser.call_steps import Life, Words
from tests.browser.passing import let_days_pass
from tests.support.browser import Visitors
from tests.support.server import Served

VARIANTS = pytest.mark.parametrize(
    ("script", "locale"),
    [(True, "fr-FR"), (False, "fr-FR"), (True, "en-GB")],
    ids=["script", "no-script", "english"],
)
TITLES = {(True, "fr-FR"): "La place", (False, "fr-FR"): "Le square", (True, "en-GB"): "Le port"}
FIELD = "Pour qui est-ce ?"
ASKED = "Venez-vous à pied sur la place ?"
ANSWER = "L’abri sera posé devant la poste, car on y attend souvent sous la pluie."
NEXT_STEP = "visite sur place avec les voisins"
DECIDED = "La place aura un abri et des arceaux."
REASONS = "Les deux propositions coûtent peu et servent chaque jour."
SAID = {"Je suis pour": "Oui, on se mouille.", "Je suis contre": "Non, le bois pourrit.",
        "J’ai une question": "Qui le nettoiera ?"}  # fmt: skip


@VARIANTS
def test_a_call_is_opened_lived_answered_and_concluded(
    visitor: Visitors, served: Served, script: bool, locale: str
) -> None:
    life = Life(visitor, words_of(locale), TITLES[script, locale], script, locale)
    try:
        live(life, served)
    finally:
        life.speak_french_again()


def live(life: Life, served: Served) -> None:
    """All of it, in the order in which it happens."""
    desk = life.come_as(steps.STAFF)
    prepare(desk, life)
    publish_call(desk, life)

    author = life.open(f"/appels/{life.slug}")
    send_idea(author, life)
    relay = life.come_as(steps.RELAY)
    note_for_somebody(relay, life)
    moderator = life.come_as(steps.MODERATOR)
    for title in (life.idea, life.noted):
        publish_text(moderator, life, title)
    neighbour = life.come_by_mail(f"voisine.{life.email}")
    support(neighbour, life)
    say(neighbour, life, "Je suis pour")
    for number, position in enumerate(("Je suis contre", "J’ai une question")):
        say(life.come_by_mail(f"{number}.{life.email}"), life, position)
    for position in SAID:
        publish_text(moderator, life, words_on(life, position))
    answer_questionnaire(neighbour, life)

    address = sort_and_ask(desk, life)
    answer_as_office(life.come_by_mail(call_steps.OFFICE_HOLDER), life)
    read_the_answer(author, life)
    answer_many(desk, life)
    let_days_pass(served.data, life.slug, 20)
    conclude(desk, life)
    read_the_decision(author, neighbour, life, address)


def words_of(locale: str) -> Words:
    """The words of the pages in that language, by their French."""
    if locale.startswith("fr"):
        return str
    with (LOCALES / "en" / "LC_MESSAGES" / "messages.mo").open("rb") as catalogue:
        return GNUTranslations(catalogue).gettext


def prepare(desk: Page, life: Life) -> None:
    """A draft is not published while its sheet lacks something; then it is filled in."""
    _ = life.words
    call_steps.begin_draft(desk, life)
    desk.goto(f"{call_steps.DESK}/{life.slug}")
    expect(desk.get_by_role("button", name=_("Publier l’appel"))).to_have_count(0)
    refused = desk.context.request.post(
        f"/api/v1/calls/{life.slug}/publication", headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert (refused.status, "question" in refused.json()["errors"]) == (422, True)
    desk.locator('a[href$="/mots#f-question"]').click()
    call_steps.fill_sheet(desk, life)
    giving = ("proposer une idée", "commenter les idées", "soutenir des idées")
    call_steps.add_phase(desk, life, "Vos idées", 10, *giving)
    call_steps.add_phase(desk, life, "Vos avis", 12, "répondre au questionnaire")
    desk.get_by_role("link", name=_("Relire et publier")).click()
    desk.get_by_role("link", name=_("Questions du formulaire d’idée")).click()
    call_steps.write_question(
        desk, life, FIELD, "Les enfants\nTout le monde", "Enregistrer la question"
    )
    ask_in_questionnaire(desk, life)


def ask_in_questionnaire(desk: Page, life: Life) -> None:
    """A title, one question, and it is out with the call."""
    _ = life.words
    desk.goto(f"{call_steps.DESK}/{life.slug}")
    desk.get_by_role("link", name=_("Écrire un questionnaire")).click()
    desk.get_by_label(_("Titre")).fill(f"Votre chemin ({life.title})")
    desk.get_by_role("button", name=_("Écrire les questions")).click()
    call_steps.write_question(desk, life, ASKED, "Oui\nNon", "Enregistrer la question")
    desk.get_by_role("button", name=_("Publier le questionnaire")).click()


def publish_call(desk: Page, life: Life) -> None:
    """Looked at as people will see it, then public."""
    _ = life.words
    desk.goto(f"{call_steps.DESK}/{life.slug}")
    desk.get_by_role("link", name=_("Voir l’aperçu")).click()
    expect(desk.locator(".clarity")).to_contain_text("Le conseil municipal")
    desk.go_back()
    desk.get_by_role("button", name=_("Publier l’appel")).click()
    desk.wait_for_url(f"**/appels/{life.slug}")
    expect(desk.get_by_text(_("L’appel est publié."))).to_be_visible()


def send_idea(page: Page, life: Life) -> None:
    """On a telephone: the text with what the call asks besides, the place, a picture, a name."""
    _ = life.words
    page.get_by_role("link", name=_("Proposer mon idée")).first.click()
    page.get_by_label(_("Votre idée en quelques mots")).fill(life.idea)
    page.get_by_label(_("Expliquez votre idée")).fill("On y attend sous la pluie.")
    page.get_by_role("radio", name="Tout le monde").check()
    page.get_by_role("button", name=_("Continuer : le lieu")).click()
    page.locator("select[name=neighbourhood]").select_option(call_steps.PLACE)
    where = call_steps.unfolded(page, _("Je connais les coordonnées"))
    where.get_by_label("Latitude").fill("50.4331")
    where.get_by_label("Longitude").fill("2.8282")
    page.get_by_role("button", name=_("Continuer : comment vous répondre")).click()
    show_it(page, life)
    page.get_by_label(_("Le nom à afficher")).fill("Zoé")
    page.get_by_label(_("Votre adresse e-mail")).fill(life.email)
    page.get_by_role("button", name=_("Envoyer mon idée")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(_("Merci, votre idée est envoyée"))
    call_steps.follow_link(page, life.email, _)
    page.get_by_role("button", name=_("Oui, cette idée est de moi")).click()


def show_it(page: Page, life: Life) -> None:
    """A picture, and what is seen on it."""
    _ = life.words
    page.locator('.summary a[href$="/photos"]').click()
    page.get_by_label(_("La photo")).set_input_files(call_steps.a_photo())
    page.get_by_label(_("Ce qu’on y voit")).fill("Le trottoir vide devant la poste.")
    page.get_by_role("button", name=_("Ajouter cette photo")).click()
    expect(page.get_by_role("img", name="Le trottoir vide devant la poste.")).to_be_visible()
    page.get_by_role("link", name=_("Continuer"), exact=True).click()


def note_for_somebody(page: Page, life: Life) -> None:
    """A paper read to the relay at the market."""
    _ = life.words
    page.goto("/relais")
    page.get_by_role("link", name=_("Noter une idée")).click()
    page.get_by_role("link", name=life.title, exact=True).click()
    page.get_by_role(
        "checkbox", name=_("J’ai lu ce texte à voix haute et la personne a dit oui")
    ).check()
    expect(page.get_by_label(_("L’appel à idées"))).to_have_value(life.slug)
    page.get_by_role("radio", name="Les enfants").check()
    page.get_by_label(_("L’idée en quelques mots")).fill(life.noted)
    page.get_by_label(_("L’idée, avec les mots de la personne")).fill(
        "On attache les vélos au lampadaire."
    )
    page.get_by_label(_("Quartier de la personne")).select_option(call_steps.PLACE)
    page.get_by_label(_("Lieu de la rencontre")).fill("Marché du samedi")
    page.get_by_role("button", name=_("Enregistrer et voir le reçu")).click()
    expect(page.locator(".code")).to_be_visible()


def publish_text(page: Page, life: Life, holding: str) -> None:
    """From the queue of the neighbourhood, the first text that names it."""
    _ = life.words
    lines = page.get_by_role("main").locator(".queue a").filter(has_text=holding)
    steps.reload_until(page, f"/moderation?quartier={call_steps.PLACE}", lines).click()
    page.get_by_role("button", name=_("Publier ce texte")).click()
    published = _("C’est publié. Nous prévenons la personne qui l’a écrit.")
    expect(page.get_by_text(published)).to_be_visible()


def support(page: Page, life: Life) -> None:
    """Found among the ideas of the call."""
    find(page, life)
    page.get_by_role("button", name=life.words("Soutenir cette idée")).click()
    expect(page.get_by_text(life.words("Vous soutenez cette idée."))).to_be_visible()


def say(page: Page, life: Life, position: str) -> None:
    """A comment of this position; it waits to be read as ideas do."""
    _ = life.words
    find(page, life)
    page.get_by_role("radio", name=_(position)).check()
    page.get_by_label(_("Votre commentaire")).fill(words_on(life, position))
    page.get_by_role("button", name=_("Envoyer mon commentaire")).click()
    sent = _("Votre commentaire est envoyé. Une personne va le relire.")
    expect(page.get_by_text(sent)).to_be_visible()


def words_on(life: Life, position: str) -> str:
    """What is said in this call by who is of this position."""
    return f"{SAID[position]} ({life.title})"


def find(page: Page, life: Life) -> None:
    """The idea, among those of the call."""
    page.goto(f"/idees?appel={life.slug}")
    page.get_by_role("link", name=life.idea).click()


def answer_questionnaire(page: Page, life: Life) -> None:
    """Found on the page of the call."""
    _ = life.words
    page.goto(f"/appels/{life.slug}")
    page.get_by_role("link", name=f"Votre chemin ({life.title})").click()
    page.get_by_role("radio", name="Oui").check()
    page.get_by_role("button", name=_("Envoyer mes réponses")).click()
    expect(page.get_by_text(_("Elles sont comptées."))).to_be_visible()


def sort_and_ask(page: Page, life: Life) -> str:
    """In the inbox: given to oneself, tagged, noted; then an office is asked; where the idea is."""
    _ = life.words
    page.goto(f"/administration/idees?appel={life.slug}")
    line = page.get_by_role("listitem").filter(has_text=life.idea)
    line.get_by_role("link").click()
    page.get_by_label(_("À qui")).select_option(label=steps.STAFF)
    page.get_by_role("button", name=_("Confier cette idée")).click()
    page.get_by_label(_("Ajouter une étiquette")).fill("Mobilier")
    page.get_by_role("button", name=_("Ajouter"), exact=True).click()
    page.get_by_label(_("Ajouter une note")).fill("Vu avec la voirie.")
    page.get_by_role("button", name=_("Ajouter cette note")).click()
    expect(page.locator("#notes")).to_contain_text("Vu avec la voirie.")
    page.get_by_role("link", name=_("Voir sa page et y répondre")).click()
    page.get_by_label(_("À quelle institution")).select_option(call_steps.OFFICE)
    page.get_by_label(_("Ce que vous lui demandez")).fill("La commune peut-elle poser un abri ?")
    page.get_by_role("button", name=_("Envoyer la demande")).click()
    expect(page.get_by_role("main").or_(page.locator("body")).first).to_contain_text(
        _("Réponse attendue")
    )
    return page.url


def answer_as_office(page: Page, life: Life) -> None:
    """Whoever holds the office: received, answered with reasons, read again, published."""
    _ = life.words
    asked = page.get_by_role("link", name=life.idea)
    steps.reload_until(page, "/a-repondre", asked).click()
    page.get_by_role("button", name=_("Dire que nous l’avons reçue")).click()
    page.get_by_label(_("Votre réponse")).select_option("kept")
    page.get_by_label(_("Réponse publique, avec ses raisons")).fill(ANSWER)
    page.get_by_label(_("Prochaine étape")).fill(NEXT_STEP)
    page.get_by_label(_("Pour quand")).fill(call_steps.in_days(30))
    page.get_by_role("button", name=_("Voir avant de publier")).click()
    expect(page.locator("#apercu")).to_contain_text(ANSWER)
    page.get_by_role("button", name=_("Publier cette réponse")).click()
    published = _("La réponse est publiée. Les personnes concernées sont prévenues.")
    expect(page.get_by_text(published)).to_be_visible()


def read_the_answer(page: Page, life: Life) -> None:
    """By mail and among one's messages; it leads to the idea."""
    steps.read_mail(page, life.email, ANSWER)
    call_steps.told(page, life.idea, ANSWER, NEXT_STEP).get_by_role("button").click()
    expect(page.get_by_role("main")).to_contain_text(ANSWER)


def answer_many(page: Page, life: Life) -> None:
    """What is left of the call gets its answer from the inbox, read before it leaves."""
    _ = life.words
    page.goto(f"/administration/idees?appel={life.slug}")
    page.get_by_role("checkbox", name=life.noted).check()
    page.get_by_role("radio", name=_("Changer d’étape et répondre")).check()
    answer = call_steps.unfolded(page, _("Pour répondre"))
    answer.get_by_label(_("Nouvelle étape")).select_option("kept")
    answer.get_by_label(_("Réponse publique, avec ses raisons")).fill(
        "Quatre arceaux seront posés."
    )
    page.get_by_role("button", name=_("Voir ce qui changera")).click()
    page.get_by_role("button", name=_("Changer cette idée")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(_("C’est fait"))


def conclude(page: Page, life: Life) -> None:
    """After its last day, what was decided and why."""
    _ = life.words
    page.goto(f"{call_steps.DESK}/{life.slug}")
    page.get_by_role("link", name=_("Dire ce qui a été décidé")).click()
    page.get_by_label(_("Ce qui est décidé")).fill(DECIDED)
    page.get_by_label(_("Pourquoi")).fill(REASONS)
    page.get_by_label(_("Ce qui a été repris de ce que les personnes ont donné")).fill("Tout.")
    page.get_by_label(_("Jour de la décision")).fill(call_steps.in_days(0))
    page.get_by_role("button", name=_("Publier la décision")).click()
    expect(page.get_by_text(_("La décision est publiée. Elle ne change plus."))).to_be_visible()


def read_the_decision(author: Page, neighbour: Page, life: Life, address: str) -> None:
    """Each who gave something is told, and the page of the idea tells all that came about."""
    _ = life.words
    steps.read_mail(author, life.email, DECIDED)
    for page in (author, neighbour):
        message = call_steps.told(page, life.title, DECIDED, REASONS)
        message.get_by_role("button", name=_("Lire la décision")).click()
        expect(page.locator("#decision")).to_contain_text(REASONS)
    anybody = life.open(address)
    story = anybody.locator(".timeline")
    for word in ("Envoyée", "Publiée", "Réponse demandée", "Retenue"):
        expect(story).to_contain_text(_(word))
    expect(story).to_contain_text(NEXT_STEP)
    for said in (ANSWER, "Tout le monde", *SAID.values()):
        expect(anybody.get_by_role("main")).to_contain_text(said)
    expect(anybody.get_by_role("img", name="Le trottoir vide devant la poste.")).to_be_visible()

"""What is done around a call, as the tests tell it, in the words of either language."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from playwright.sync_api import FilePayload, Locator, Page, expect

from beffroi.core.clock import today
from tests.browser import steps
from tests.picture_factories import photo
from tests.support.browser import Visitors

Words = Callable[[str], str]
DESK = "/administration/appels"
OFFICE = "lens-vie-des-quartiers"
OFFICE_HOLDER = "sonia.elue@example.org"
PLACE = "grande-residence"
LINK = "/connexion/lien/"


@dataclass(frozen=True)
class Life:
    """One call, who speaks which language there, and with which browser they come."""

    visitors: Visitors
    words: Words
    title: str
    script: bool = True
    locale: str = "fr-FR"
    asked: list[Page] = field(default_factory=list)  # who asked for English

    @property
    def slug(self) -> str:
        """Its address, drawn from its title."""
        return "-".join(self.title.lower().split())

    @property
    def email(self) -> str:
        """Where the author reads."""
        return f"{self.slug}@example.org"

    @property
    def idea(self) -> str:
        """The title of the author's idea."""
        return f"Un abri devant la poste ({self.title})"

    @property
    def noted(self) -> str:
        """The title of the one a relay writes down."""
        return f"Des arceaux pour les vélos ({self.title})"

    def open(self, path: str) -> Page:
        """A telephone, in the language of this life."""
        return self.visitors(java_script_enabled=self.script, locale=self.locale).open(path)

    def come_as(self, account: str) -> Page:
        """One of the invented people; who reads English says so on the page."""
        page = self.open("/connexion")
        page.get_by_role("button", name=account, exact=True).click()
        page.wait_for_url("**/moi")
        return self.in_language(page)

    def come_by_mail(self, address: str) -> Page:
        """Somebody who has no button: a link is sent to them."""
        page = self.open("/courrier")
        before = steps.mail_to(page, address, LINK).count()
        page.goto("/connexion")
        page.get_by_label(self.words("Adresse e-mail")).fill(address)
        page.get_by_role("button", name=self.words("Recevoir mon lien")).click()
        page.wait_for_url("**/connexion/envoye")
        follow_link(page, address, self.words, before)
        page.wait_for_url("**/moi")
        return self.in_language(page)

    def in_language(self, page: Page) -> Page:
        """An account speaks its own language, until it is asked for another."""
        if self.locale.startswith("en") and page.locator("html").get_attribute("lang") != "en":
            page.get_by_role("button", name="English").click()
            self.asked.append(page)
        return page

    def speak_french_again(self) -> None:
        """The accounts of the town serve the next ones, as they were."""
        for page in self.asked:
            page.goto("/")
            page.get_by_role("button", name="Français").click()
            expect(page.locator("html")).to_have_attribute("lang", "fr")


def follow_link(page: Page, address: str, words: Words, before: int = 0) -> None:
    """One tap on the mail that came, which is not one of those that were there before."""
    steps.reload_until(page, "/courrier", steps.mail_to(page, address, LINK).nth(before))
    mail = steps.read_mail(page, address, LINK)
    mail.get_by_role("link", name=LINK).click()
    page.get_by_role("button", name=words("Me connecter")).click()


def begin_draft(desk: Page, life: Life) -> None:
    """Its name, and nothing else yet."""
    _ = life.words
    desk.goto(DESK)
    desk.get_by_role("link", name=_("Préparer un appel")).click()
    desk.get_by_label(_("Contrat de ville")).select_option("lens-lievin")
    desk.get_by_label(_("Titre de l’appel")).fill(life.title)
    desk.get_by_role("button", name=_("Commencer le brouillon")).click()
    desk.wait_for_url(f"**{DESK}/{life.slug}/mots")


def fill_sheet(desk: Page, life: Life) -> None:
    """The three steps of words, each led to by the one before; concertation is its level."""
    _ = life.words
    going_on = desk.get_by_role("button", name=_("Garder et continuer"))
    for name in ("Question posée", "Présentation", "En facile à lire"):
        desk.get_by_label(_(name)).fill(f"Que faire de la place ? ({name})")
    going_on.click()
    for name in ("À qui s’adresse l’appel", "Où s’informer"):
        desk.get_by_label(_(name)).fill(f"À la maison de quartier. ({name})")
    going_on.click()
    desk.get_by_role("radio", name=_("Concertation : le projet se construit avec vous")).check()
    for name in ("Ce qui sera fait de ce que les personnes donnent", "Qui décide"):
        desk.get_by_label(_(name)).fill(f"Le conseil municipal, en public. ({name})")
    desk.get_by_label(_("Jour de la décision, au plus tard")).fill(in_days(40))
    going_on.click()
    desk.wait_for_url("**/calendrier")


def add_phase(desk: Page, life: Life, title: str, days: int, *acts: str) -> None:
    """Open from today for so many days."""
    _ = life.words
    desk.get_by_label(_("Nom de l’étape")).fill(title)
    desk.get_by_label(_("Premier jour")).fill(in_days(0))
    desk.get_by_label(_("Dernier jour")).fill(in_days(days))
    for act in acts:
        desk.get_by_role("checkbox", name=_(act)).check()
    desk.get_by_role("button", name=_("Ajouter cette étape")).click()
    expect(desk.get_by_role("listitem").filter(has_text=title)).to_be_visible()


def write_question(desk: Page, life: Life, label: str, options: str, keep: str) -> None:
    """One to choose an answer of, from the list of kinds below the questions."""
    _ = life.words
    desk.get_by_label(_("Ajouter une question")).select_option("single")
    desk.get_by_role("button", name=_("Écrire cette question")).click()
    desk.get_by_label(_("La question")).fill(label)
    desk.get_by_label(_("Réponses possibles")).fill(options)
    desk.get_by_role("button", name=_(keep)).click()
    expect(desk.get_by_role("listitem").filter(has_text=label)).to_be_visible()


def a_photo() -> FilePayload:
    """As a telephone sends it."""
    return {"name": "place.jpg", "mimeType": "image/jpeg", "buffer": photo()}


def in_days(days: int) -> str:
    """A day to come, as a field of a form holds it."""
    return (today() + timedelta(days=days)).isoformat()


def unfolded(page: Page, summary: str) -> Locator:
    """What is folded under these words, unfolded."""
    box = page.locator("details").filter(has=page.locator("summary", has_text=summary))
    if not box.evaluate("box => box.open"):
        box.locator("summary").click()
    return box


def told(page: Page, holding: str, *more: str) -> Locator:
    """A message that says all of this, once it has come."""
    message = page.get_by_role("main").get_by_role("listitem").filter(has_text=holding)
    for text in more:
        message = message.filter(has_text=text)
    return steps.reload_until(page, "/moi/messages", message)

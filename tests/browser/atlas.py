"""Every page of the site, in each state worth a look; a page that is not here fails a test."""

from dataclasses import dataclass

from tests.browser.steps import CALL, MODERATOR, PLACE, RELAY, RESIDENT, STAFF
from tests.browser.town import NEWCOMER, NOBODY

NOT_PAGES = {
    "assets.serve",
    "operations.health",
    "operations.metrics",
    "reference.openapi",
}
NO_PLACE = "00000000-0000-7000-8000-000000000000"
CLOSED_CALL = "/appels/se-deplacer-sans-voiture"


@dataclass(frozen=True)
class Stop:
    """A page: its endpoint, its address with names of the town's places, who looks, its status."""

    endpoint: str
    path: str
    who: str = NOBODY
    status: int = 200

    def __str__(self) -> str:
        return f"{self.path} {self.who.split(',', maxsplit=1)[0]}".strip()


STOPS = (
    Stop("portal.home", "/"),
    Stop("portal.home", "/", RESIDENT),
    Stop("portal.neighbourhoods", "/quartiers"),
    Stop("portal.neighbourhoods", "/quartiers?q=ville"),
    Stop("portal.neighbourhoods", "/quartiers?q=nulle-part"),
    Stop("portal.neighbourhood", f"/quartiers/{PLACE}"),
    Stop("portal.gallery", "/galerie"),
    Stop("portal.help", "/aide"),
    Stop("portal.charte", "/charte"),
    Stop("portal.privacy", "/donnees-personnelles"),
    Stop("portal.accessibility", "/accessibilite"),
    Stop("portal.legal", "/mentions-legales"),
    Stop("reference.page", "/api/docs"),
    Stop("ideas.call", CALL),
    Stop("ideas.call", CLOSED_CALL),
    Stop("ideas.ideas", "/idees"),
    Stop("ideas.ideas", f"/idees?q=banc&quartier={PLACE}&tri=soutiens"),
    Stop("ideas.ideas", "/idees?q=xylophone+introuvable"),
    Stop("ideas.idea", "/idees/{public}"),
    Stop("ideas.idea", "/idees/{public}", RELAY),
    Stop("ideas.idea", "/idees/{answered}"),
    Stop("ideas.idea", "/idees/{public}", STAFF),
    Stop("ideas.idea", "/idees/{waiting}", RESIDENT),
    Stop("proposing.what", f"{CALL}/proposer?quartier={PLACE}"),
    Stop("proposing.where", f"{CALL}/proposer/{{draft}}/lieu"),
    Stop("proposing.contact", f"{CALL}/proposer/{{draft}}/contact"),
    Stop("proposing.contact", f"{CALL}/proposer/{{draft}}/contact", RESIDENT),
    Stop("proposing.done", f"{CALL}/proposer/{{sent}}/merci"),
    Stop("acting.tracking", "/idees/{asked}/suivi", RESIDENT),
    Stop("acting.tracking", "/idees/{refused}/suivi", RESIDENT),
    Stop("acting.tracking", "/idees/{waiting}/suivi", RESIDENT),
    Stop("acting.revising", "/idees/{asked}/modifier", RESIDENT),
    Stop("identity.sign_in", "/connexion"),
    Stop("identity.link_sent", "/connexion/envoye"),
    Stop("identity.ask_to_use_link", "/connexion/lien/{token}"),
    Stop("identity.ask_to_use_link", "/connexion/lien/perdu", status=410),
    Stop("account.myself", "/moi", RESIDENT),
    Stop("account.my_sessions", "/moi/sessions", RESIDENT),
    Stop("ideas.mine", "/moi/idees", RESIDENT),
    Stop("ideas.mine", "/moi/idees", NEWCOMER),
    Stop("notifications.my_messages", "/moi/messages", RESIDENT),
    Stop("notifications.my_messages", "/moi/messages", NEWCOMER),
    Stop("mail_room.mail_room", "/courrier"),
    Stop("mail_room.one_mail", "/courrier/{mail}"),
    Stop("moderation.show_queue", "/moderation", MODERATOR),
    Stop(
        "moderation.show_queue",
        "/moderation?quartier=fort-nieulay-cailloux-saint-pierre",
        MODERATOR,
    ),
    Stop("moderation.show_case", "/moderation/{case of waiting}", MODERATOR),
    Stop("moderation.show_case", "/moderation/{case of refused}", MODERATOR),
    Stop("error", "/nulle-part", status=404),
    Stop("error", f"/idees/{NO_PLACE}", RESIDENT, status=404),
    Stop("error", "/moderation", RESIDENT, status=403),
)

"""The links that identity offers in one's own space and on the desk of the administration."""

from beffroi.core import menus
from beffroi.core.i18n import lazy
from beffroi.core.menus import Entry
from beffroi.identity import policies
from beffroi.identity.openid.providers import offered

MINE = (
    Entry(
        "mine", "/moi/preuves", lazy("Mes preuves"),
        lazy("Mon âge, mon quartier : ce que certains appels demandent."), "check",
        policies.SEE_PROOFS,
    ),
)  # fmt: skip
ACCOUNT = (
    Entry(
        "account", "/moi/mot-de-passe", lazy("Mon mot de passe"),
        lazy("Facultatif : un lien reçu par e-mail suffit toujours."), "pen",
        policies.CHANGE_PASSWORD,
    ),
    Entry(
        "account", "/moi/deuxieme-cle", lazy("Ma deuxième clé"),
        lazy("Un code de votre téléphone, pour un compte mieux gardé."), "phone",
        policies.SET_SECOND_KEY,
    ),
    Entry(
        "account", "/moi/connexions", lazy("Mes connexions"),
        lazy("FranceConnect, ProConnect : par quoi votre compte s’ouvre."), "sign",
        policies.SEE_SELF, lambda _actor: offered(),
    ),
    Entry(
        "account", "/moi/sessions", lazy("Mes appareils"),
        lazy("Là où votre compte est ouvert en ce moment."), "lock", policies.SEE_SELF,
    ),
    Entry(
        "account", "/moi/programmes", lazy("Mes programmes"),
        lazy("Les applications qui peuvent agir pour vous."), "tools",
        policies.AUTHORIZE_PROGRAM,
    ),
)  # fmt: skip
RIGHTS = (
    Entry(
        "rights", "/moi/suspension", lazy("Ma suspension"),
        lazy("Pourquoi, jusqu’à quand, et comment contester."), "warning", policies.APPEAL,
        lambda actor: actor.blocked_until,
    ),
    Entry(
        "rights", "/moi/donnees", lazy("Mes données"),
        lazy("Ce que nous gardons de vous : le voir, le télécharger, l’effacer."), "book",
        policies.READ_OWN_DATA,
    ),
)  # fmt: skip
WORK = (
    Entry(
        "work", "/moi/mandats", lazy("Mes mandats"),
        lazy("Les fonctions que vous tenez, et leurs dates."), "town-hall",
        policies.HOLD_OFFICE, lambda actor: actor.offices,
    ),
    Entry(
        "work", "/moderation/suspensions", lazy("Suspensions"),
        lazy("Celles de votre territoire, et leurs contestations."), "lock", policies.SEE_BLOCKS,
    ),
    Entry(
        "work", "/administration", lazy("Administration"),
        lazy("Personnes, mandats, invitations, listes, programmes."), "tools",
        policies.ADMINISTER,
    ),
)  # fmt: skip
ADMINISTRATION = (
    Entry(
        "administration", "/administration/personnes", lazy("Personnes et rôles"),
        lazy("Qui peut faire quoi, où, et jusqu’à quand."), "people", policies.GRANT_ROLE,
    ),
    Entry(
        "administration", "/administration/mandats", lazy("Mandats"),
        lazy("Qui tient chaque fonction des institutions."), "town-hall", policies.NAME_OFFICE,
    ),
    Entry(
        "administration", "/administration/invitations", lazy("Invitations"),
        lazy("Des codes à imprimer et à remettre en main propre ou par la poste."), "send",
        policies.INVITE,
    ),
    Entry(
        "administration", "/administration/courriers", lazy("Courriers à imprimer"),
        lazy("Les lettres qui portent un code de domicile."), "print", policies.PRINT_LETTERS,
    ),
    Entry(
        "administration", "/administration/listes", lazy("Listes de domicile"),
        lazy("Les listes remises par une ville, gardées en empreintes."), "study",
        policies.IMPORT_ROLL,
    ),
    Entry(
        "administration", "/administration/programmes", lazy("Programmes"),
        lazy("Les applications et les partenaires de l’API."), "globe",
        policies.REGISTER_PROGRAM,
    ),
    Entry(
        "administration", "/administration/purges", lazy("Purges"),
        lazy("Ce que la nuit a effacé, table par table."), "clock", policies.READ_PURGES,
    ),
)  # fmt: skip


def offer() -> None:
    """In the order in which pages show them."""
    menus.offer(*MINE, *ACCOUNT, *RIGHTS, *WORK, *ADMINISTRATION)

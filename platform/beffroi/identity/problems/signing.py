"""What can go wrong when people sign in, said so that they know what to do."""

from beffroi.core.i18n import lazy
from beffroi.core.problems import Gone, NotFound, TooMany


class LinkGone(Gone):
    """The link was used, is too old, or never existed: one answer for all."""

    code = "sign_in_link_gone"
    title = lazy("Ce lien de connexion ne sert plus")
    detail = lazy(
        "Il a déjà servi, ou il a plus de 15 minutes. Demandez-en un autre : il arrive en une "
        "minute."
    )


class TooManyLinks(TooMany):
    """An address is not to be flooded with mail."""

    code = "too_many_links"
    title = lazy("Plusieurs liens viennent déjà d’être envoyés à cette adresse")
    detail = lazy(
        "Regardez dans vos messages, et dans les indésirables. Vous pourrez en demander un autre "
        "dans un quart d’heure."
    )


class SessionUnknown(NotFound):
    """Not a session of this person, or already closed."""

    code = "session_unknown"
    title = lazy("Cet appareil n’est pas connecté")
    detail = lazy("La connexion est déjà fermée, ou ce n’est pas la vôtre.")


class PersonUnknown(NotFound):
    """No such person."""

    code = "person_unknown"
    title = lazy("Cette personne n’est pas connue ici")

"""What can go wrong when a program asks for access."""

from beffroi.core.i18n import lazy
from beffroi.core.problems import NotFound, Problem


class ProgramUnknown(NotFound):
    code = "program_unknown"
    title = lazy("Ce programme n’est pas connu ici")
    detail = lazy("Il n’a plus d’accès, ou il ne relève pas de votre territoire.")


class BadConsentRequest(Problem):
    """The request cannot be trusted: nobody is sent to an address that was not registered."""

    code = "bad_consent_request"
    title = lazy("La demande de ce programme n’est pas correcte")
    detail = lazy(
        "Nous ne vous renvoyons pas vers lui : l’adresse de retour, ou le programme lui-même, "
        "n’est pas enregistré ici. Prévenez la personne qui vous l’a proposé."
    )

"""What can go wrong on the way to FranceConnect or ProConnect and back, and what to do then."""

from beffroi.core.i18n import LazyString, lazy
from beffroi.core.problems import Conflict, Forbidden, Gone, NotFound, Problem, TooMany, Unavailable


class ProviderUnknown(NotFound):
    """No provider of this name, or the town has not set it."""

    code = "provider_unknown"


class ConnectionUnknown(NotFound):
    """Not a way in of this person."""

    code = "connection_unknown"
    title = lazy("Cette connexion n’est pas la vôtre")
    detail = lazy("Elle est déjà retirée, ou elle appartient à un autre compte.")


class OnlyWayIn(Conflict):
    """Without it nobody could open the account any more."""

    code = "only_way_in"
    title = lazy("C’est votre seule façon de vous connecter")
    detail = lazy("Reliez d’abord une autre connexion à votre compte, puis retirez celle-ci.")


class JourneyFailed(Problem):
    """Somebody came back from a provider without being signed in; `reason` is for the journal.

    `again` says whether trying once more may help.
    """

    status = 400
    code = "provider_refused"
    again = True

    def __init__(self, reason: str = "", provider: str = "FranceConnect") -> None:
        super().__init__()
        self.reason = reason
        self.provider = provider
        self.title = _with(type(self).title, provider)
        self.detail = _with(type(self).detail, provider)


class Abandoned(JourneyFailed):
    """The person said no, or the provider does not let them through."""

    code = "provider_access_denied"
    title = lazy("La connexion avec %(provider)s n’a pas abouti")
    detail = lazy(
        "Vous avez renoncé avant la fin, ou %(provider)s n’a pas pu vous reconnaître. Rien ne nous "
        "a été transmis. Vous pouvez recommencer, ou vous connecter avec votre adresse e-mail."
    )


class AttemptGone(JourneyFailed, Gone):
    """Too old, used already, or begun in another browser."""

    status = 410
    code = "provider_attempt_gone"
    title = lazy("Cette connexion a pris trop de temps")
    detail = lazy(
        "Elle dure dix minutes, sert une seule fois, et finit dans le navigateur où elle a "
        "commencé. Recommencez : cela prend une minute."
    )


class ProviderSilent(JourneyFailed, Unavailable):
    """No answer, or one that says "later"."""

    status = 503
    code = "provider_unavailable"
    title = lazy("%(provider)s ne répond pas")
    detail = lazy(
        "Ce n’est pas de votre fait. Réessayez dans quelques minutes, ou connectez-vous avec votre "
        "adresse e-mail : vous retrouverez le même compte."
    )


class RequestRefused(JourneyFailed):
    """The provider does not take what we ask: settings to put right."""

    status = 502
    again = False
    code = "provider_request_refused"
    title = lazy("%(provider)s a refusé notre demande")
    detail = lazy(
        "Le réglage de ce site est à revoir : recommencer n’y changera rien. Connectez-vous avec "
        "votre adresse e-mail, et signalez-le à l’équipe du site."
    )


class AnswerRefused(JourneyFailed):
    """Not signed by the provider, not for us, or not for this sign-in."""

    status = 502
    code = "provider_answer_refused"
    title = lazy("La réponse de %(provider)s n’a pas pu être vérifiée")
    detail = lazy(
        "Par prudence, la connexion s’arrête là. Recommencez. Si cela se répète, "
        "connectez-vous avec votre adresse e-mail et signalez-le à l’équipe du site."
    )


class AssuranceTooLow(JourneyFailed, Forbidden):
    """The identity is not as sure as the town asks."""

    status = 403
    code = "provider_assurance_too_low"
    title = lazy("Ce compte %(provider)s ne suffit pas ici")
    detail = lazy(
        "Ce site demande une identité plus sûre. Recommencez avec un autre compte proposé par "
        "%(provider)s, ou connectez-vous avec votre adresse e-mail."
    )


class NoAddress(JourneyFailed):
    """We would have no way to write to this person."""

    again = False
    code = "provider_without_address"
    title = lazy("%(provider)s ne nous a pas donné d’adresse e-mail")
    detail = lazy(
        "Connectez-vous d’abord avec votre adresse e-mail. Puis, dans « Mon espace », à la page "
        "« Mes connexions », reliez %(provider)s."
    )


class TooYoung(JourneyFailed, Forbidden):
    """Under 15 a parent says yes first (art. 45, law of 6 January 1978)."""

    status = 403
    again = False
    code = "too_young"
    title = lazy("Avant 15 ans, un parent doit être d’accord")
    detail = lazy("Inscrivez-vous avec l’adresse e-mail d’un parent : nous lui demanderons.")


class IdentityTaken(JourneyFailed, Conflict):
    """This very identity opens another account."""

    status = 409
    again = False
    code = "identity_taken"
    title = lazy("Cette identité %(provider)s ouvre déjà un autre compte")
    detail = lazy(
        "Quittez ce compte, puis connectez-vous avec %(provider)s : vous retrouverez l’autre. Pour "
        "la relier ici, retirez-la d’abord de l’autre compte, à la page « Mes connexions »."
    )


class PersonKnown(JourneyFailed, Conflict):
    """The same pivot identity belongs to another account: one person, one account."""

    status = 409
    again = False
    code = "person_known"
    title = lazy("Un compte existe déjà pour cette personne")
    detail = lazy(
        "Connectez-vous avec l’adresse e-mail de ce compte, puis reliez %(provider)s à la page "
        "« Mes connexions ». Vous n’avez plus cette adresse ? Écrivez à l’équipe du site."
    )


class TooManyAsked(JourneyFailed, TooMany):
    """An address is not to be flooded with mail."""

    status = 429
    again = False
    code = "too_many_provider_links"
    title = lazy("Plusieurs messages viennent déjà de partir")
    detail = lazy(
        "Regardez dans vos messages, et dans les indésirables, ou attendez un quart d’heure."
    )


def _with(text: str | LazyString, provider: str) -> LazyString:
    """The sentence with the provider's name, still to be put in a language."""
    return LazyString(lambda: str(text) % {"provider": provider})

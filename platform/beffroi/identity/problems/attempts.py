"""What is said to whoever has guessed too often."""

from beffroi.core.i18n import lazy
from beffroi.core.problems import TooMany


class TooManyAttempts(TooMany):
    """No answer is heard for now, not even the right one; `Retry-After` says how long."""

    code = "too_many_attempts"
    title = lazy("Trop d’essais d’affilée")
    detail = lazy(
        "Pour protéger votre compte, nous attendons un peu avant le prochain essai. Réessayez plus "
        "tard, ou demandez un lien de connexion par e-mail."
    )

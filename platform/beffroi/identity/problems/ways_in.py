"""What can go wrong with passwords and second keys, said so that people know what to do."""

from beffroi.core.i18n import lazy
from beffroi.core.problems import Conflict, Forbidden, Invalid


class WrongPassword(Invalid):
    """The address or the password: nobody is told which."""

    code = "wrong_password"
    title = lazy("Cette adresse et ce mot de passe ne vont pas ensemble")
    detail = lazy("Vérifiez-les, ou demandez un lien de connexion : il arrive en une minute.")


class PasswordRefused(Invalid):
    """A new password that would be guessed among the first; `errors` says why."""

    code = "password_refused"
    title = lazy("Ce mot de passe est trop facile à deviner")


class WrongCode(Invalid):
    """Not a code that serves now: mistyped, of another minute, or used already."""

    code = "wrong_code"
    title = lazy("Ce code ne convient pas")
    detail = lazy("Ce code ne convient pas. Chacun sert une seule fois : attendez le suivant.")


class FreshSessionRequired(Forbidden):
    """The session is too old to vouch for the person at the keyboard."""

    code = "fresh_session_required"
    title = lazy("Il faut vous reconnecter pour faire cela")
    detail = lazy(
        "Pour protéger votre compte, ce changement demande une connexion de moins de dix minutes. "
        "Demandez un nouveau lien de connexion, puis recommencez."
    )


class AddressNeeded(Conflict):
    """A password goes with an address."""

    code = "address_needed"
    title = lazy("Il faut d’abord une adresse e-mail")
    detail = lazy("Un mot de passe s’utilise avec votre adresse : votre compte n’en a pas encore.")


class SecondKeyThere(Conflict):
    """There is one already: it is removed before another is made."""

    code = "second_key_there"
    title = lazy("Votre deuxième clé est déjà en place")
    detail = lazy("Pour en changer, retirez d’abord celle-ci.")


class NoSecondKey(Conflict):
    """Nothing to confirm, to renew or to remove."""

    code = "no_second_key"
    title = lazy("Il n’y a pas de deuxième clé sur ce compte")
    detail = lazy("Vous pouvez en ajouter une depuis votre espace.")


class SecondKeyNeeded(Conflict):
    """Moderators, staff and administrators keep theirs."""

    code = "second_key_needed"
    title = lazy("Votre rôle demande une deuxième clé")
    detail = lazy(
        "Elle protège les textes et les personnes dont vous avez la charge. Elle pourra être "
        "retirée quand vous n’aurez plus ce rôle."
    )

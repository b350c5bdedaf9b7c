"""What the script of the notebook says, in the language of the page."""

from beffroi.core.i18n import _


def words() -> dict[str, str]:
    """Each sentence by its name; `{n}` is a number, `{code}` a code, `{url}` an address."""
    return _of_the_lock() | _of_the_entries() | _of_the_sending()


def _of_the_lock() -> dict[str, str]:
    return {
        "short": _("Il faut au moins {n} signes : trois mots au hasard, par exemple."),
        "differ": _("Les deux phrases ne sont pas les mêmes."),
        "wrong": _("Ce n’est pas la bonne phrase. Rien n’est perdu : essayez de nouveau."),
        "working": _("Un instant…"),
        "locked": _("Le carnet s’est refermé."),
        "full": _("L’appareil refuse de garder le carnet : navigation privée, ou mémoire pleine."),
        "ready": _("Le carnet est prêt : il s’ouvrira aussi sans réseau."),
    }


def _of_the_entries() -> dict[str, str]:
    return {
        "badCode": _("Un code de reçu compte 16 signes."),
        "kept": _("C’est gardé sur cet appareil, chiffré."),
        "queue": _("À envoyer ({n})"),
        "idea": _("Idée"),
        "support": _("Soutien"),
        "comment": _("Commentaire"),
        "unnamed": _("sans nom"),
        "correct": _("Corriger"),
        "drop": _("Enlever"),
        "dropSure": _("Enlever pour de bon"),
        "toCorrect": _("À corriger"),
        "oldCode": _("code de l’ancien reçu"),
    }


def _of_the_sending() -> dict[str, str]:
    return {
        "offline": _("Pas de réseau. Le carnet garde tout."),
        "online": _("Le réseau est là."),
        "sending": _("Envoi : encore {n}…"),
        "sent": _("Tout est envoyé."),
        "stopped": _(
            "Le réseau s’est arrêté. Ce qui reste est gardé : envoyez de nouveau plus tard."
        ),
        "signIn": _("Votre connexion est terminée. Reconnectez-vous : le carnet garde tout."),
        "refused": _("À corriger : {n}. Le reste est envoyé."),
        "text": _("Envoyer par SMS"),
        "message": _("Votre code de suivi : {code}. Pour suivre ou enlever : {url}"),
    }

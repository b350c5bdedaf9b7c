"""What can go wrong in a call, said so that a person knows what to do now."""

from datetime import timedelta
from math import ceil

from beffroi.contributions.labels import above_age
from beffroi.contributions.rules import (
    BREATH,
    HIGHEST_AGE,
    HIGHEST_YOUNG,
    LONGEST_ANSWER,
    LOWEST_AGE,
    MAX_ALTERNATIVE,
    MAX_ANSWER,
    MAX_BODY,
    MAX_COMMENT,
    MAX_GROUP,
    MAX_PHASES,
    MAX_PHOTOS,
    MAX_REASON,
    MAX_SPEAKERS,
    MAX_THEMES,
    MAX_TITLE,
)
from beffroi.core.i18n import LazyString, lazy, ngettext
from beffroi.core.problems import Conflict, Forbidden, Gone, Invalid, PreconditionFailed, TooMany

CHOICE_MISSING = lazy("Choisissez ce que devient votre idée.")
BLANK = lazy("Ce champ est à remplir.")
UNSAFE = lazy("Ce texte contient des caractères invisibles qui ne peuvent pas être gardés.")
TITLE_TOO_LONG = lazy("Le titre compte au plus %(max)s caractères.", max=MAX_TITLE)
BODY_TOO_LONG = lazy("Le texte compte au plus %(max)s caractères.", max=MAX_BODY)
COMMENT_TOO_LONG = lazy("Le commentaire compte au plus %(max)s caractères.", max=MAX_COMMENT)
ALTERNATIVE_TOO_LONG = lazy(
    "La description compte au plus %(max)s caractères.", max=MAX_ALTERNATIVE
)
TOO_MANY_PHOTOS = lazy("Une idée porte au plus %(max)s photos. Retirez-en une.", max=MAX_PHOTOS)
VOICE_MISSING = lazy("Enregistrez votre voix, ou choisissez un enregistrement.")
VOICE_TOO_HEAVY = lazy("Cet enregistrement pèse plus de %(max)s Mo.", max=4)
NOT_REACHABLE = lazy("Pour vous prévenir quand c’est écrit, il faut pouvoir vous joindre.")
NOT_READ_OVER = lazy("Relisez le texte, ou faites-le-vous lire, puis cochez cette case.")
PHOTO_MISSING = lazy("Choisissez une photo.")
PHOTO_TOO_HEAVY = lazy("Cette photo pèse plus de %(max)s Mo. Envoyez-la plus petite.", max=8)
NAME_MISSING = lazy("Indiquez le nom sous lequel votre idée sera signée : un prénom suffit.")
GROUP_TOO_LONG = lazy("Le nom du groupe compte au plus %(max)s caractères.", max=MAX_GROUP)
GROUP_UNNAMED = lazy("Indiquez le nom du groupe qui signe.")
GROUP_UNKNOWN = lazy("Dites quel groupe signe : une association, un collectif, une classe…")
NAME_TOO_LONG = lazy("Ce nom est trop long.")
NAME_REACHES = lazy("Ce nom sera public : mettez-le sans numéro, sans adresse et sans lien.")
TOO_MANY_FIELDS = lazy("Pas plus de dix questions dans le formulaire d’une idée.")
NO_BRANCHES = lazy("Dans le formulaire d’une idée, les questions se posent sans condition.")
ADDRESS_UNKNOWN = lazy("Cette adresse n’est pas connue ici. Vérifiez la rue, ou laissez vide.")
POINT_OUTSIDE = lazy("Ce point n’est pas dans le quartier choisi.")
POINT_WRONG = lazy("Ce point n’est pas un endroit : reprenez-le, ou laissez vide.")
UNKNOWN_CALL = lazy("Cet appel à idées n’existe pas.")
OUTSIDE_CALL = lazy("Cet appel à idées n’est pas ouvert dans ce quartier.")
UNKNOWN_THEME = lazy("Ce thème ne fait pas partie de cet appel à idées.")
TOO_MANY_THEMES = lazy("Choisissez au plus %(max)s thèmes.", max=MAX_THEMES)
ANSWER_MISSING = lazy("Expliquez cette étape aux habitantes et habitants.")
NEXT_STEP_MISSING = lazy("Dites quelle sera la prochaine étape.")
BAD_DELAY = lazy("On répond en 1 à %(max)s jours.", max=LONGEST_ANSWER)
STRUCTURE_MISSING = lazy(
    "Indiquez vers qui l’idée est orientée : elle ne doit pas rester sans suite."
)
ANSWER_TOO_LONG = lazy("La réponse compte au plus %(max)s caractères.", max=MAX_ANSWER)
UNKNOWN_STRUCTURE = lazy("Cette structure n’existe pas.")
ANSWER_WITH_POSITION = lazy("Une réponse à un commentaire ne prend pas position sur l’idée.")
NOT_ANSWERED_HERE = lazy(
    "Ce commentaire ne reçoit pas de réponse : il n’est plus public, ou il est déjà une réponse."
)
UNKNOWN_DRAFT = lazy("Ce brouillon n’existe plus : il a été envoyé ou laissé plus de 30 jours.")
UNKNOWN_CONTRACT = lazy("Ce contrat de ville n’existe pas.")
BAD_SLUG = lazy("Un identifiant ne contient que des minuscules, des chiffres et des tirets.")
SLUG_TAKEN = lazy("Cet identifiant est déjà pris.")
CLOSES_FIRST = lazy("La clôture vient après l’ouverture.")
BAD_PHASE = lazy("Une étape se termine après son début, et quelque chose y est ouvert.")
BAD_AGE = lazy("L’âge demandé va de %(low)s à %(high)s ans.", low=LOWEST_AGE, high=HIGHEST_AGE)
BAD_BAND = lazy(
    "L’âge maximum va de l’âge minimum, à indiquer aussi, à %(high)s ans.", high=HIGHEST_YOUNG
)
BAD_TONE = lazy("Les mots pour les jeunes vont avec un âge maximum.")
NO_BAND = lazy("Cet appel n’est pas pour un âge en particulier.")
UNKNOWN_GROUP = lazy("Choisissez un des âges de cet appel.")
SAID_OLDER = lazy("Vous avez déjà dit ou prouvé que vous avez 15 ans ou plus.")
PARENT_MISSING = lazy("Indiquez l’adresse e-mail d’un parent : son accord vous est demandé.")
BAD_AGE_WAY = lazy("L’âge est déclaré ou prouvé.")
BAD_RESIDENCE = lazy("On demande d’habiter le quartier, la commune, ou rien.")
DECIDED_TOO_SOON = lazy(
    "La décision vient après la fin de la dernière étape. Choisissez un jour plus tard."
)
REASON_MISSING = lazy("Dites pourquoi : cette raison sera publique.")
SAME_TEXT = lazy("Ce texte est le même qu’avant.")
NOT_LATER = lazy("Choisissez un jour après la fin prévue.")
AFTER_DECISION = lazy(
    "L’étape doit se terminer avant le jour promis pour la décision : ce jour ne change plus."
)
REASON_TOO_LONG = lazy("La raison compte au plus %(max)s caractères.", max=MAX_REASON)
TOO_MANY_SPEAKERS = lazy("Nommez au plus %(max)s personnes.", max=MAX_SPEAKERS)
TOO_MANY_PHASES = lazy("Un appel compte au plus %(max)s étapes.", max=MAX_PHASES)
NO_TEXT = lazy("Aucune décision n’est publiée pour cet appel.")
DECIDED_BEFORE = lazy("La décision vient après la fin de l’appel : choisissez un jour plus tard.")
DECIDED_LATER = lazy("Ce jour n’est pas encore venu.")
UNKNOWN_OFFICE = lazy("Choisissez une fonction de la liste.")
EMAIL_TO_PROVE = lazy(
    "Cet appel demande une preuve. Indiquez une adresse e-mail pour la donner quand vous voulez."
)
OTHER_CONTRACT = lazy("Cette idée est d’un autre contrat de ville : elle ne se soutient pas d’ici.")
NOTHING_SEEN = lazy("Cochez ce que vous avez vu.")
NO_VERSION = lazy('Indiquez la version du texte que vous avez lue, par exemple "3".')


class CallNotOpen(Conflict):
    code = "call_not_open"
    title = lazy("Cet appel à idées n’est pas ouvert en ce moment")
    detail = lazy(
        "Ses dates sont sur sa page. Votre texte n’a pas été envoyé : gardez-en une copie."
    )


class SheetIncomplete(Invalid):
    code = "sheet_incomplete"
    title = lazy("Cet appel n’est pas encore prêt à être publié")
    detail = lazy("Personne n’est sollicité avant que tout soit clair. Voici ce qui manque.")


class CallFrozen(Conflict):
    code = "call_frozen"
    title = lazy("Cet appel a reçu une première contribution : ses règles ne changent plus")
    detail = lazy(
        "Vous pouvez encore prolonger une étape ou corriger une faute, avec une raison publique."
    )


class AlreadyPublished(Conflict):
    code = "already_published"
    title = lazy("Cet appel est déjà publié")
    detail = lazy("Il ne peut plus être retiré : il a été annoncé.")


class PhaseOver(Conflict):
    code = "phase_over"
    title = lazy("Cette étape est terminée")
    detail = lazy("Une étape se prolonge avant sa fin, pas après : ce serait changer la règle.")


class AboveAge(Forbidden):
    code = "above_age"
    title = lazy("Cet appel est pour des personnes plus jeunes")

    def __init__(self, band: tuple[int, int] = (0, 17)) -> None:
        super().__init__(above_age(band))


class CallStillOpen(Conflict):
    code = "call_still_open"
    title = lazy("Cet appel n’est pas terminé")
    detail = lazy("La décision se publie après la fin de la dernière étape, quand tout a été lu.")


class IdeasUnanswered(Conflict):
    code = "ideas_unanswered"
    title = lazy("Des propositions n’ont pas encore de réponse")
    detail = lazy("En concertation, chaque proposition reçoit sa réponse avant la décision.")


class AlreadyConcluded(Conflict):
    code = "already_concluded"
    title = lazy("La décision de cet appel est déjà publiée")
    detail = lazy("Elle ne change plus : les personnes qui ont participé l’ont reçue.")


class OnePersonOneSide(Conflict):
    code = "one_person_one_side"
    title = lazy("Vous parlez déjà pour l’autre côté")
    detail = lazy("Le groupe et l’institution disent oui par deux personnes différentes.")


class SupportsClosed(Conflict):
    code = "supports_closed"
    title = lazy("Cette idée ne reçoit plus de soutiens")
    detail = lazy("L’appel à idées est terminé ou l’idée n’est pas publique.")


class CommentsClosed(Conflict):
    code = "comments_closed"
    title = lazy("Cette idée ne reçoit plus de commentaires")
    detail = lazy("L’appel à idées est terminé ou l’idée n’est pas publique.")


class BreathNeeded(TooMany):
    """Not a limit of the machine: who answers fast is asked to read once more."""

    code = "breath_needed"
    title = lazy("Prenez le temps de vous relire")

    def __init__(self, left: timedelta = BREATH) -> None:
        self.seconds = ceil(left.total_seconds())
        detail = ngettext(
            "Vous venez d’écrire deux commentaires en moins d’une minute. Vous pourrez envoyer "
            "celui-ci dans %(num)s seconde.",
            "Vous venez d’écrire deux commentaires en moins d’une minute. Vous pourrez envoyer "
            "celui-ci dans %(num)s secondes.",
            self.seconds,
        )
        super().__init__(detail, headers={"Retry-After": str(self.seconds)})


class TextSettled(Conflict):
    code = "text_settled"
    title = lazy("Ce texte ne peut plus être modifié")
    detail = lazy(
        "Il a été refusé, ou d’autres personnes l’ont déjà soutenu ou commenté tel qu’il est. "
        "Vous pouvez ajouter une précision en commentaire."
    )


class TeamFull(Conflict):
    code = "team_full"
    title = lazy("Cette idée ne peut pas réunir plus de personnes")
    detail = lazy("Dix co-auteurs et vingt invitations en attente sont le plus qu’elle admet.")


class AlreadyAuthor(Conflict):
    code = "already_author"
    title = lazy("Cette idée est déjà la vôtre")
    detail = lazy("L’invitation est pour quelqu’un d’autre : donnez-lui le lien.")


class InvitationOver(Gone):
    code = "invitation_over"
    title = lazy("Cette invitation ne vaut plus")
    detail = lazy(
        "Elle a servi ou ses 14 jours sont passés. Demandez-en une autre à qui l’a envoyée."
    )


class ImpossibleMove(Conflict):
    code = "impossible_move"
    title = lazy("Cette étape n’est pas possible d’ici")
    detail = lazy("Rechargez la page pour voir où en est l’idée et les étapes possibles.")


class TextRemoved(Gone):
    code = "text_removed"
    title = lazy("Texte retiré par son auteur ou son autrice")
    detail = lazy("La personne qui l’avait écrit a repris ses mots. Il n’en reste rien à lire ici.")


class FieldsFrozen(Conflict):
    code = "fields_frozen"
    title = lazy("Les questions du formulaire ne changent plus")
    detail = lazy("Une idée a déjà été envoyée : les mêmes questions sont posées à tout le monde.")


class FieldsChanged(PreconditionFailed):
    code = "fields_changed"
    title = lazy("Les questions du formulaire viennent de changer")
    detail = lazy("Rechargez la page, puis refaites votre modification.")


class StaleText(PreconditionFailed):
    code = "stale_text"
    title = lazy("Ce texte a changé depuis que vous l’avez lu")
    detail = lazy("Relisez la version d’aujourd’hui, puis refaites votre modification.")


def address_like(close: str) -> LazyString:
    """An address that is not there, with those that may have been meant."""
    return lazy("Cette adresse n’est pas connue ici. Vouliez-vous dire : %(close)s ?", close=close)


def invalid(**fields: object) -> None:
    """Raise Invalid naming each field that has a message; do nothing when none has."""
    errors = {name: [message] for name, message in fields.items() if message is not None}
    if errors:
        raise Invalid(errors=errors)

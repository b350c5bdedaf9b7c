"""Why ideas are not put together, taken apart or made into several, said kindly."""

from beffroi.contributions.rules.merges import MAX_MERGED, MergeObstacle
from beffroi.core.i18n import LazyString, lazy
from beffroi.core.problems import Conflict

NOTHING_TO_MERGE = lazy("Choisissez au moins une idée à réunir.")
TOO_MANY_MERGED = lazy("Réunissez au plus %(max)s idées à la fois.", max=MAX_MERGED)
HOW_MANY_PARTS = lazy("Écrivez de deux à cinq idées.")
NOT_THEIR_WORDS = lazy(
    "Chaque texte reprend, sans rien changer, des mots de l’idée : copiez un passage entier."
)
MERGE_OBSTACLES: dict[str, LazyString] = {
    MergeObstacle.ITSELF: lazy("Une idée ne rejoint pas elle-même."),
    MergeObstacle.NOT_PUBLIC: lazy("Les deux idées doivent être publiques."),
    MergeObstacle.OTHER_CONTRACT: lazy("Elles sont de deux contrats de ville différents."),
    MergeObstacle.OTHER_ASKS: lazy(
        "L’appel de l’autre idée demande une preuve que les soutiens de celle-ci n’ont pas donnée."
    ),
    MergeObstacle.AWAITED: lazy(
        "Une institution doit encore répondre à celle qui rejoint l’autre : attendez sa réponse, "
        "ou retirez la demande."
    ),
}


class CannotMerge(Conflict):
    code = "cannot_merge"
    title = lazy("Ces idées ne peuvent pas être réunies")
    detail = lazy("Rechargez la page pour voir où en sont les deux idées.")


class JoinedFurther(Conflict):
    code = "joined_further"
    title = lazy("Cette idée en a suivi une autre plus loin")
    detail = lazy("Celle qu’elle a rejointe en a rejoint une autre : séparez d’abord ces deux-là.")


class CannotSplit(Conflict):
    code = "cannot_split"
    title = lazy("Cette idée ne peut pas être partagée")
    detail = lazy(
        "D’autres idées l’ont rejointe, ou une institution doit encore y répondre. Séparez-les, "
        "ou attendez cette réponse."
    )

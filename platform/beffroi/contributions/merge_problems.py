"""Why ideas are not put together, taken apart or made into several, said kindly."""

from beffroi.contributions.rules.merges import MAX_MERGED, MergeObstacle
from beffroi.contributions.rules.splits import Obstacle
from beffroi.core.i18n import LazyString, lazy
from beffroi.core.problems import Conflict

NOTHING_TO_MERGE = lazy("Choisissez au moins une idée à réunir.")
TOO_MANY_MERGED = lazy("Réunissez au plus %(max)s idées à la fois.", max=MAX_MERGED)
HOW_MANY_PARTS = lazy("Écrivez de deux à cinq idées.")
NOT_THEIR_WORDS = lazy(
    "Un de ces textes n’est pas un passage de l’idée. Copiez un passage entier, ou demandez "
    "d’abord l’accord de son auteur ou autrice."
)
NOBODY_TO_ASK = lazy(
    "Personne ne peut donner son accord : cette idée n’a plus d’auteur ni d’autrice. Copiez un "
    "passage entier, sans rien changer."
)
GATHER_OBSTACLES: dict[str, LazyString] = {
    Obstacle.HIDDEN: lazy("La modération a retiré une des idées : elle ne redevient pas publique."),
    Obstacle.SUPPORTED: lazy("Quelqu’un d’autre soutient déjà une des idées."),
    Obstacle.COMMENTED: lazy("Quelqu’un a commenté une des idées."),
    Obstacle.ANSWERED: lazy("Une des idées a déjà une réponse, ou l’attend d’une institution."),
    Obstacle.REVISED: lazy("Le texte d’une des idées a été modifié."),
    Obstacle.KEEPS_COMPANY: lazy("Une des idées a été réunie avec une autre, ou partagée."),
}
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


class SplitWaits(Conflict):
    code = "split_waits"
    title = lazy("Un partage attend déjà une réponse")
    detail = lazy("Attendez la réponse de son auteur ou autrice, ou renoncez à ce partage.")


class SplitOutdated(Conflict):
    code = "split_outdated"
    title = lazy("L’idée a changé depuis cette proposition")
    detail = lazy("Ce partage ne correspond plus au texte : vous pouvez seulement le refuser.")


class CannotGather(Conflict):
    code = "cannot_gather"
    title = lazy("Ces idées ne peuvent plus redevenir une seule")
    detail = lazy("Quelqu’un a fait quelque chose de l’une d’elles depuis.")


class PartOfWhole(Conflict):
    code = "part_of_whole"
    title = lazy("Cette idée est un morceau de l’autre")
    detail = lazy("Elle en reprenait les mots. Pour en refaire une idée, partagez l’autre.")

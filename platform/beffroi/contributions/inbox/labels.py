"""Acts and obstacles in plain words."""

from beffroi.contributions.rules.inbox import Act, Obstacle
from beffroi.core.i18n import LazyString, lazy

ACTS: dict[str, LazyString] = {
    Act.ASSIGN: lazy("Confier à une personne de l’équipe"),
    Act.TAG: lazy("Ajouter une étiquette"),
    Act.UNTAG: lazy("Retirer une étiquette"),
    Act.MOVE: lazy("Changer d’étape et répondre"),
}
ASSIGNED: dict[str, LazyString] = {
    "me": lazy("À moi"),
    "nobody": lazy("À personne"),
    "somebody": lazy("À quelqu’un"),
}
OBSTACLES: dict[str, LazyString] = {
    Obstacle.SAME: lazy("C’est déjà le cas"),
    Obstacle.GONE: lazy("Elle n’est plus dans votre territoire, ou plus là"),
    Obstacle.NOT_PUBLIC: lazy("Elle n’est pas publique : on n’y répond pas encore"),
    Obstacle.IMPOSSIBLE: lazy("Cette étape n’est pas possible d’où elle en est"),
    Obstacle.OUTSIDER: lazy("Cette personne n’est pas en charge de ce territoire"),
    Obstacle.OTHER_CONTRACT: lazy("La structure indiquée ne sert pas ce territoire"),
}

"""Acts and obstacles in plain words."""

from beffroi.contributions.labels import COMPANY
from beffroi.contributions.rules.inbox import Act, Done, Obstacle
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
DONE: dict[str, LazyString] = {
    Done.ASSIGNED: lazy("Confiée"),
    Done.LEFT_TO_NOBODY: lazy("Confiée à personne"),
    Done.TAGGED: lazy("Étiquette ajoutée"),
    Done.UNTAGGED: lazy("Étiquette retirée"),
    Done.NOTED: lazy("Note ajoutée"),
    Done.NOTE_DROPPED: lazy("Note retirée"),
    Done.MOVED: lazy("Étape ou réponse"),
    Done.FORWARDED: lazy("Proposée pour"),
    Done.JOINED: COMPANY["joined"],
    Done.WAS_JOINED: COMPANY["was_joined"],
    Done.LEFT: COMPANY["left"],
    Done.WAS_LEFT: COMPANY["was_left"],
    Done.SPLIT_PROPOSED: lazy("Partage proposé à son auteur ou autrice"),
    Done.SPLIT: COMPANY["split"],
    Done.GATHERED: lazy("Partage défait ou abandonné"),
    Done.OBJECTION_ANSWERED: lazy("Réponse à une objection"),
}
OBSTACLES: dict[str, LazyString] = {
    Obstacle.SAME: lazy("C’est déjà le cas"),
    Obstacle.GONE: lazy("Elle n’est plus dans votre territoire, ou plus là"),
    Obstacle.NOT_PUBLIC: lazy("Elle n’est pas publique : on n’y répond pas encore"),
    Obstacle.IMPOSSIBLE: lazy("Cette étape n’est pas possible d’où elle en est"),
    Obstacle.OUTSIDER: lazy("Cette personne n’est pas en charge de ce territoire"),
    Obstacle.OTHER_CONTRACT: lazy("La structure indiquée ne sert pas ce territoire"),
}

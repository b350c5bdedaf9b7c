"""What may stand in the way of a decision, said kindly."""

from beffroi.core.i18n import lazy
from beffroi.core.problems import Conflict, Gone


class AlreadyDecided(Conflict):
    code = "case_already_decided"
    title = lazy("Une décision vient d’être prise pour ce texte")
    detail = lazy("Une autre personne de l’équipe l’a examiné avant vous. Rien de plus à faire.")


class TextChanged(Conflict):
    code = "text_changed"
    title = lazy("Ce texte a changé pendant votre lecture")
    detail = lazy("Relisez sa nouvelle version, puis décidez. Ce que vous avez écrit est gardé.")


class SubjectGone(Gone):
    code = "subject_gone"
    title = lazy("Ce texte n’existe plus")
    detail = lazy("La personne qui l’a écrit l’a retiré. Il n’y a plus de décision à prendre.")

"""States and levels in plain words."""

from beffroi.core.i18n import LazyString, lazy

STAGES: dict[str, LazyString] = {
    "open": lazy("Ouverte"),
    "studied": lazy("À l’étude"),
    "kept": lazy("Retenue"),
    "under_way": lazy("En cours"),
    "done": lazy("Réalisée"),
    "not_kept": lazy("Non retenue"),
    "oriented": lazy("Orientée"),
}
VISIBILITIES: dict[str, LazyString] = {
    "unproven": lazy("Gardée, pas encore comptée"),
    "waiting": lazy("En attente de relecture"),
    "changes_asked": lazy("À modifier"),
    "published": lazy("Publiée"),
    "refused": lazy("Refusée"),
    "removed": lazy("Retirée"),
}
GROUPS: dict[str, LazyString] = {
    "association": lazy("une association"),
    "collective": lazy("un collectif"),
    "class": lazy("une classe"),
    "neighbours": lazy("un groupe de voisins"),
}
LEVELS: dict[str, LazyString] = {
    "consultation": lazy("Consultation : votre avis est demandé avant la décision"),
    "concertation": lazy("Concertation : le projet se construit avec vous"),
    "codecision": lazy("Codécision : vous décidez avec l’institution"),
}
MISSING: dict[str, LazyString] = {
    "guardian": lazy("l’accord d’un parent"),
    "age": lazy("votre âge, à déclarer"),
    "age_proof": lazy("votre âge, à prouver"),
    "residence": lazy("votre lieu d’habitation, à prouver"),
}
PHASES: dict[str, LazyString] = {
    "upcoming": lazy("Bientôt ouvert"),
    "open": lazy("Ouvert"),
    "closed": lazy("Terminé"),
}
ACTS: dict[str, LazyString] = {
    "submit": lazy("proposer une idée"),
    "comment": lazy("commenter les idées"),
    "support": lazy("soutenir des idées"),
    "revise": lazy("modifier votre idée"),
    "answer": lazy("répondre au questionnaire"),
}

# Who signed with nothing still is somebody.
SOMEBODY = lazy("Une personne du quartier")

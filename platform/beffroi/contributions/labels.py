"""States and levels in plain words."""

from beffroi.core.i18n import LazyString, _, lazy

STAGES: dict[str, LazyString] = {
    "open": lazy("Ouverte"),
    "studied": lazy("À l’étude"),
    "kept": lazy("Retenue"),
    "under_way": lazy("En cours"),
    "done": lazy("Réalisée"),
    "not_kept": lazy("Non retenue"),
    "oriented": lazy("Orientée"),
}
AWAITED: dict[str, LazyString] = {
    "retard": lazy("Réponse en retard"),
    "silence": lazy("Sans nouvelles"),
}
DESTINATIONS: dict[str, LazyString] = {
    "budget": lazy("le budget citoyen"),
    "council": lazy("un conseil citoyen"),
    "lab": lazy("le Labo de la participation"),
}
VISIBILITIES: dict[str, LazyString] = {
    "unproven": lazy("Gardée, pas encore comptée"),
    "waiting": lazy("En attente de relecture"),
    "changes_asked": lazy("À modifier"),
    "published": lazy("Publiée"),
    "refused": lazy("Refusée"),
    "removed": lazy("Retirée"),
    "merged": lazy("Réunie avec une autre"),
    "split": lazy("Partagée en plusieurs"),
}
COMPANY: dict[str, LazyString] = {
    "joined": lazy("Réunie avec une autre idée"),
    "was_joined": lazy("Une autre idée l’a rejointe"),
    "left": lazy("Séparée de l’autre idée"),
    "was_left": lazy("Une idée réunie en a été séparée"),
    "split": lazy("Partagée en plusieurs idées"),
    "gathered": lazy("Redevenue une seule idée"),
    "made_of": lazy("Tirée d’une idée plus longue"),
}
GROUPS: dict[str, LazyString] = {
    "association": lazy("une association"),
    "collective": lazy("un collectif"),
    "class": lazy("une classe"),
    "neighbours": lazy("un groupe de voisins"),
}
POSITIONS: dict[str, LazyString] = {
    "for": lazy("Pour"),
    "against": lazy("Contre"),
    "question": lazy("Question"),
}
LEVELS: dict[str, LazyString] = {
    "consultation": lazy("Consultation : votre avis est demandé avant la décision"),
    "concertation": lazy("Concertation : le projet se construit avec vous"),
    "codecision": lazy("Codécision : vous décidez avec l’institution"),
}
MISSING: dict[str, LazyString] = {
    "above": lazy("un âge de cet appel, que vous avez dépassé"),
    "guardian": lazy("l’accord d’un parent"),
    "age": lazy("votre âge, à déclarer"),
    "age_proof": lazy("votre âge, à prouver"),
    "residence": lazy("votre lieu d’habitation, à prouver"),
}
PARTS: dict[str, LazyString] = {
    "text": lazy("le texte"),
    "answers": lazy("les réponses"),
    "pictures": lazy("les photos"),
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
SHEET: dict[str, LazyString] = {
    "title": lazy("Titre de l’appel"),
    "question": lazy("Question posée"),
    "summary": lazy("Présentation"),
    "easy": lazy("En facile à lire"),
    "for_whom": lazy("À qui s’adresse l’appel"),
    "information": lazy("Où s’informer"),
    "level": lazy("Comment les personnes prennent part à la décision"),
    "what_happens": lazy("Ce qui sera fait de ce que les personnes donnent"),
    "who_decides": lazy("Qui décide"),
    "speakers": lazy("Qui parle pour le groupe"),
    "decided_on": lazy("Jour de la décision, au plus tard"),
    "phases": lazy("Étapes"),
}
CALL_STATES: dict[str, LazyString] = {
    "draft": lazy("Brouillon"),
    "published": lazy("Publié"),
}

# What is owed once the call is closed, by its level.
OWED: dict[str, LazyString] = {
    "consultation": lazy(
        "Après la clôture, la décision est publiée ici, avec ce que vos avis y ont changé."
    ),
    "concertation": lazy(
        "Après la clôture, chaque proposition reçoit une réponse. Puis la décision et ses raisons "
        "vous sont envoyées."
    ),
    "codecision": lazy(
        "Après la clôture, un texte commun est écrit. Il vaut décision quand le groupe et "
        "l’institution ont dit oui aux mêmes mots."
    ),
}
# What becomes of what people give, in the word of the level.
BECOMES: dict[str, LazyString] = {
    "opinions": lazy("Que deviennent les avis ?"),
    "proposals": lazy("Que deviennent les idées ?"),
}
SIDES: dict[str, LazyString] = {
    "institution": lazy("L’institution"),
    "group": lazy("Le groupe"),
}

# What a call lacks, by field and by what is wrong with it.
LACKS: dict[tuple[str, str], LazyString] = {
    ("title", "blank"): lazy("Donnez un titre à l’appel."),
    ("question", "blank"): lazy("Écrivez la question que vous posez."),
    ("summary", "blank"): lazy("Présentez l’appel en quelques phrases."),
    ("easy", "blank"): lazy("Écrivez la même chose en facile à lire."),
    ("for_whom", "blank"): lazy("Dites à qui l’appel s’adresse."),
    ("information", "blank"): lazy("Dites où s’informer avant de participer."),
    ("what_happens", "blank"): lazy("Dites ce qui sera fait de ce que les personnes donnent."),
    ("who_decides", "blank"): lazy("Dites qui décide."),
    ("level", "blank"): lazy("Choisissez comment les personnes prennent part à la décision."),
    ("speakers", "blank"): lazy("Nommez au moins une personne qui parle pour le groupe."),
    ("decided_on", "blank"): lazy("Dites quand la décision sera connue, au plus tard."),
    ("decided_on", "too_soon"): lazy("La décision vient après la fin de la dernière étape."),
    ("phases", "blank"): lazy("Ajoutez au moins une étape, avec ses dates."),
    ("phases", "over"): lazy("La dernière étape est déjà terminée : changez ses dates."),
}

# Who signed with nothing still is somebody.
SOMEBODY = lazy("Une personne du quartier")


def signature(name: str, band: tuple[int, int] | None, place: str = "") -> str:
    """The public name of an author; in a call for an age band nobody has one."""
    if band is None:
        return name or str(SOMEBODY)
    low, high = band
    if not place:
        return _("Une personne de %(low)s à %(high)s ans", low=low, high=high)
    return _("Une personne de %(low)s à %(high)s ans, %(place)s", low=low, high=high, place=place)


def above_age(band: tuple[int, int]) -> LazyString:
    """Why somebody does nothing in a call for an age band: the pages and the API say the same."""
    return lazy(
        "Cet appel est pour les personnes de %(low)s à %(high)s ans, et vous avez dit ou prouvé "
        "un âge au-dessus. Vous pouvez tout lire, et participer aux autres appels.",
        low=band[0],
        high=band[1],
    )

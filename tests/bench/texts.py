"""Invented sentences, always the same for the same numbers: what residents could have written."""

from functools import cache
from random import Random

from beffroi.core.folding import fold

WHO = (
    "Les enfants", "Les grands-parents", "Les jeunes", "Les voisins", "Les locataires",
    "Les commerçants", "Les cyclistes", "Les mamans de l’école", "Les habitants de la tour",
    "Les personnes âgées", "Les associations", "Les collégiens", "Les nouveaux arrivants",
    "Les aides à domicile", "Les jardiniers", "Les bénévoles",
)  # fmt: skip
WHAT = (
    "un banc", "une fontaine", "un abri pour les vélos", "une aire de jeux", "un jardin partagé",
    "un éclairage plus doux", "un passage piéton", "une salle de réunion", "un atelier cuisine",
    "une boîte à livres", "un marché le samedi", "une permanence pour les papiers",
    "un terrain de pétanque", "des arbres fruitiers", "un composteur", "une navette vers la gare",
    "un cinéma en plein air", "une chorale", "des cours de français", "un repair café",
    "un local pour les deux-roues", "une fresque", "un point d’eau", "une laverie solidaire",
    "une ludothèque", "un parcours de santé", "une crèche", "un ralentisseur",
    "une épicerie solidaire", "un préau",
)  # fmt: skip
WHERE = (
    "près de l’école", "devant la mairie annexe", "au pied du terril", "le long du canal",
    "derrière la médiathèque", "sur la place", "à côté de l’arrêt de bus", "dans le parc",
    "entre les deux tours", "au bout de la rue", "devant le centre social", "près du stade",
    "sur l’ancien parking", "autour de l’étang", "dans la cour", "à l’entrée de la cité",
    "près du cabinet médical", "sous les platanes", "devant la boulangerie", "rue des Mineurs",
)  # fmt: skip
WHY = (
    "parce qu’on attend longtemps debout", "pour que l’on se retrouve", "car le soir il fait noir",
    "pour les familles qui n’ont pas de voiture", "parce que les trottoirs sont abîmés",
    "pour que les petits jouent sans danger", "car il n’y a rien pour les adolescents",
    "pour se parler entre générations", "parce que c’est trop loin à pied",
    "pour que ce soit plus propre", "car l’été il fait trop chaud", "pour aider aux démarches",
    "parce que beaucoup vivent seuls", "pour faire des économies",
    "car le bruit fatigue tout le monde",
    "pour que chacun puisse participer",
)  # fmt: skip
ASKS = ("demandent", "voudraient", "proposent", "attendent depuis longtemps", "aimeraient")
AGREES = (
    "Bonne idée.", "Je suis d’accord.", "Chez nous aussi.", "Il faudrait demander au bailleur.",
    "On pourrait aider.", "Attention au bruit.", "Et l’hiver ?", "Merci de le dire.",
)  # fmt: skip


def idea(rng: Random) -> tuple[str, str]:
    """A title, and two to eight sentences about one thing in one place."""
    what, where = rng.choice(WHAT), rng.choice(WHERE)
    sentences = [_sentence(rng, what, where) for _ in range(rng.randint(2, 8))]
    cut = rng.randint(1, len(sentences))
    parts = (" ".join(sentences[:cut]), " ".join(sentences[cut:]))
    return f"{what[0].upper()}{what[1:]} {where}", "\n\n".join(part for part in parts if part)


def _sentence(rng: Random, what: str, where: str) -> str:
    """Who asks for it and why."""
    return f"{rng.choice(WHO)} {rng.choice(ASKS)} {what} {where}, {rng.choice(WHY)}."


def comment(rng: Random) -> str:
    """A few words on an idea."""
    more = _sentence(rng, rng.choice(WHAT), rng.choice(WHERE)) if rng.random() < 0.7 else ""
    return f"{rng.choice(AGREES)} {more}".strip()


def folded(text: str) -> str:
    """As the search keeps it; sentences come back often, so each is folded once."""
    return " ".join(_folded(piece) for piece in text.replace("\n\n", " ").split(". "))


@cache
def _folded(piece: str) -> str:
    return fold(piece)

"""Why somebody may be suspended: the reason in words, and the rule of the charter it rests on."""

from dataclasses import dataclass

from beffroi.core.i18n import LazyString, lazy


@dataclass(frozen=True)
class BlockReason:
    """What a moderator chooses, and the rule the person is told."""

    label: LazyString
    rule: LazyString


BLOCK_REASONS: dict[str, BlockReason] = {
    "attacks": BlockReason(
        lazy("Attaques répétées contre des personnes"),
        lazy("La charte ne permet ni insultes, ni menaces, ni moqueries."),
    ),
    "discrimination": BlockReason(
        lazy("Propos discriminatoires"),
        lazy(
            "La charte et la loi ne permettent pas de rejeter des personnes pour ce qu’elles sont."
        ),
    ),
    "threats": BlockReason(
        lazy("Menaces ou harcèlement"),
        lazy("La charte et la loi protègent chaque personne des menaces et du harcèlement."),
    ),
    "private_data": BlockReason(
        lazy("Informations privées publiées malgré un rappel"),
        lazy("La charte protège le nom, le numéro, l’adresse et la santé de chacun."),
    ),
    "impersonation": BlockReason(
        lazy("Texte écrit sous l’identité de quelqu’un d’autre"),
        lazy("Chaque personne écrit en son nom, ou sous un surnom qui n’est à personne d’autre."),
    ),
    "double_account": BlockReason(
        lazy("Plusieurs comptes pour peser plus d’une fois"),
        lazy("Une personne compte une fois : c’est ce qui rend les soutiens justes."),
    ),
    "advertising": BlockReason(
        lazy("Publicité répétée"),
        lazy("La charte ne permet pas la publicité pour un commerce, un service ou un parti."),
    ),
    "forbidden_by_law": BlockReason(
        lazy("Propos que la loi interdit"),
        lazy("La charte exclut ce que la loi interdit, comme l’appel à la haine ou à la violence."),
    ),
}

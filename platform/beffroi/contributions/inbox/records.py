"""What the inbox keeps: who sees to an idea, tags, private notes, bulk acts under preparation."""

from beffroi.contributions.inbox.models import (
    IdeaAssignment,
    IdeaNote,
    IdeaTag,
    InboxBatch,
    InboxTag,
)
from beffroi.contributions.inbox.services.batches import KEPT
from beffroi.core.clock import now
from beffroi.core.i18n import lazy
from beffroi.core.records import reference
from beffroi.core.register import Holds, Record, own, untie

WITH_IDEA = lazy("Aussi longtemps que l’idée est là, et tant que son auteur ou autrice la signe.")

RECORDS = (
    Record(
        table=IdeaNote,
        holds=Holds.JOURNAL,
        what=lazy("Les notes que l’équipe écrit sur une idée"),
        purpose=lazy(
            "Se transmettre le suivi d’une idée. Elles ne sont pas publiques ; la personne qui a "
            "écrit l’idée peut demander par écrit ce qui y est dit d’elle."
        ),
        kept=WITH_IDEA,
        personal={"body": "what one of the staff tells the others about an idea"},
        shown=("idea_id", "body", "written_at"),
        theirs=own(IdeaNote.author_id),
        erase=untie(IdeaNote.author_id),
        stays=lazy("Si vous étiez de l’équipe : vos notes sur les idées, sans votre nom."),
        dated="written_at",
    ),
    Record(
        table=IdeaAssignment,
        holds=Holds.JOURNAL,
        what=lazy("Les idées confiées à une personne de l’équipe"),
        purpose=lazy("Savoir qui s’occupe de quoi."),
        kept=WITH_IDEA,
        shown=("idea_id", "assigned_at"),
        theirs=own(IdeaAssignment.person_id),
    ),
    Record(
        table=IdeaTag,
        holds=Holds.JOURNAL,
        what=lazy("Les étiquettes que l’équipe met sur une idée"),
        purpose=lazy("Classer les idées pour y répondre."),
        kept=WITH_IDEA,
        erase=lambda _leaving: None,  # with their ideas, in contributions
    ),
    Record(
        table=InboxBatch,
        holds=Holds.JOURNAL,
        what=lazy("Les actes préparés par l’équipe sur plusieurs idées"),
        purpose=lazy("Relire ce qui va changer avant de le faire, et ne le faire qu’une fois."),
        kept=lazy("Sept jours."),
        personal={
            "act": "the act prepared by one of the staff, with the answer it gives",
            "idea_ids": "the ideas it is about",
        },
        shown=("prepared_at", "applied_at"),
        theirs=own(InboxBatch.owner_id),
        over=lambda: InboxBatch.prepared_at < now() - KEPT,
        dated="prepared_at",
    ),
    reference(InboxTag, label="a word of the staff for ideas", folded="the same, to compare"),
)

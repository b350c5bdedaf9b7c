"""What contributions keep: calls, and what people write, support and leave unfinished."""

from typing import Any

from sqlalchemy import and_, or_, select

from beffroi.contributions.call_records import OF_CALLS
from beffroi.contributions.media_records import OF_MEDIA
from beffroi.contributions.models import (
    CallFields,
    CoAuthor,
    CoAuthorInvitation,
    Comment,
    Draft,
    Idea,
    IdeaFields,
    IdeaFollow,
    IdeaMerge,
    IdeaMove,
    IdeaPart,
    IdeaSplit,
    IdeaTheme,
    IdeaVersion,
    SplitObjection,
    Support,
)
from beffroi.contributions.services.drafts import KEPT, KEPT_ONCE_SENT
from beffroi.contributions.services.erasure import (
    leave_comments,
    leave_ideas,
    take_supports_back,
)
from beffroi.core.clock import now
from beffroi.core.i18n import lazy
from beffroi.core.records import reference
from beffroi.core.register import Condition, Holds, Record, own
from beffroi.identity.rules.rights import SECRETS_KEPT

AS_PUBLIC = lazy("Tant que le texte est public, ou jusqu’à ce que vous le retiriez.")


def _of_own_idea(column: Any) -> Any:
    """The rows of a person are those of their ideas."""
    return lambda person_id: column.in_(select(Idea.id).where(Idea.author_id == person_id))


def _drafts_over() -> Condition:
    moment = now()
    sent = and_(Draft.idea_id.is_not(None), Draft.updated_at < moment - KEPT_ONCE_SENT)
    return or_(Draft.updated_at < moment - KEPT, sent)


RECORDS = (
    *OF_CALLS,
    reference(IdeaMerge, reason="why, said by the staff, public", undone_reason="the same"),
    reference(
        IdeaSplit,
        reason="why, said by the staff, public",
        ended_reason="the same",
        parts="texts proposed by the staff; gone once they are answered, or with the idea",
    ),
    reference(IdeaPart),
    Record(
        table=SplitObjection,
        holds=Holds.OPINION,
        what=lazy("Ce que vous dites contre le partage de votre idée en plusieurs"),
        purpose=lazy("Que l’équipe le lise et vous réponde. Ce n’est pas publié."),
        kept=lazy("Aussi longtemps que l’idée est là, ou jusqu’à ce que vous partiez."),
        personal={
            "words": "what one of those who wrote the idea says to the staff",
            "answer": "what the staff answers them",
        },
        shown=("idea_id", "words", "written_at", "answer", "answered_at"),
        theirs=own(SplitObjection.person_id),
        dated="written_at",
    ),
    Record(
        table=Support,
        holds=Holds.OPINION,
        what=lazy("Les idées que vous soutenez"),
        purpose=lazy("Compter chaque personne une fois. La liste des noms n’est pas publique."),
        kept=lazy("Tant que vous soutenez l’idée."),
        shown=("idea_id", "supported_at", "counted"),
        theirs=own(Support.person_id),
        erase=take_supports_back,
        dated="supported_at",
        is_content=True,
    ),
    Record(
        table=Comment,
        holds=Holds.PUBLIC_TEXT,
        what=lazy("Vos commentaires et le nom qui les signe"),
        purpose=lazy("Les publier sous l’idée."),
        kept=AS_PUBLIC,
        personal={
            "author_name": "the name the author chose to sign with",
            "body": "public text",
        },
        nobody_s={"fingerprint": "what two sendings of one text have in common"},
        shown=("idea_id", "parent_id", "author_name", "position", "body", "visibility",
               "written_at"),
        theirs=own(Comment.author_id),
        erase=leave_comments,
        dated="written_at",
        is_content=True,
    ),
    reference(CallFields, definition="the questions of a form, written by the staff, public"),
    Record(
        table=IdeaFields,
        holds=Holds.PUBLIC_TEXT,
        what=lazy("Vos réponses aux questions qui accompagnent vos idées"),
        purpose=lazy("Les publier avec l’idée et l’étudier."),
        kept=AS_PUBLIC,
        personal={"answers": "public, as moderated with the text"},
        shown=("idea_id", "version", "answers"),
        theirs=_of_own_idea(IdeaFields.idea_id),
        erase=lambda _leaving: None,  # with their ideas, below
    ),
    Record(
        table=CoAuthorInvitation,
        holds=Holds.TECHNICAL,
        what=lazy("Les invitations à écrire une idée à plusieurs"),
        purpose=lazy("Laisser entrer la personne invitée, et personne d’autre."),
        kept=lazy("14 jours, puis 30 jours."),
        shown=("idea_id", "made_at", "ends_at", "used_at"),
        theirs=own(CoAuthorInvitation.person_id),
        over=lambda: CoAuthorInvitation.ends_at < now() - SECRETS_KEPT,
    ),
    Record(
        table=CoAuthor,
        holds=Holds.PUBLIC_TEXT,
        what=lazy("Les idées que vous écrivez avec d’autres, et le nom qui les signe"),
        purpose=lazy("Vous laisser changer le texte et vous dire ce qu’il devient."),
        kept=lazy("Tant que vous en faites partie et que l’idée existe."),
        personal={"name": "the name one chose to sign with"},
        shown=("idea_id", "name", "signs", "joined_at"),
        theirs=own(CoAuthor.person_id),
        dated="joined_at",
        is_content=True,
    ),
    Record(
        table=IdeaVersion,
        holds=Holds.PUBLIC_TEXT,
        what=lazy("Les textes de vos idées tels que vous les avez envoyés"),
        purpose=lazy("Savoir quel texte a été relu, soutenu ou étudié."),
        kept=AS_PUBLIC,
        personal={
            "title": "the text as it was moderated",
            "body": "the text as it was moderated",
        },
        shown=("idea_id", "version", "title", "body", "written_at"),
        theirs=_of_own_idea(IdeaVersion.idea_id),
        erase=lambda _leaving: None,  # with their ideas, below
    ),
    *OF_MEDIA,
    Record(
        table=IdeaMove,
        holds=Holds.PUBLIC_TEXT,
        what=lazy("Ce que vos idées sont devenues, étape par étape, avec les réponses"),
        purpose=lazy("Montrer à chacun ce que devient une idée."),
        kept=AS_PUBLIC,
        personal={
            "answer": "the answer of the staff or of an office, public",
            "next_step": "what it says will follow, public",
        },
        shown=("idea_id", "stage", "answer", "next_step", "moved_at"),
        theirs=_of_own_idea(IdeaMove.idea_id),
        erase=lambda _leaving: None,  # with their ideas, below
    ),
    Record(
        table=IdeaFollow,
        holds=Holds.OPINION,
        what=lazy("Les idées que vous suivez, ou ne voulez plus suivre"),
        purpose=lazy("Vous prévenir quand elles avancent, ou ne plus le faire."),
        kept=lazy("Tant que vous ne changez pas d’avis."),
        shown=("idea_id", "follows", "chosen_at"),
        theirs=own(IdeaFollow.person_id),
        dated="chosen_at",
    ),
    Record(
        table=IdeaTheme,
        holds=Holds.PUBLIC_TEXT,
        what=lazy("Les thèmes de vos idées"),
        purpose=lazy("Classer les idées."),
        kept=AS_PUBLIC,
        shown=("idea_id", "theme_slug"),
        theirs=_of_own_idea(IdeaTheme.idea_id),
        erase=lambda _leaving: None,  # with their ideas, below
    ),
    Record(
        table=Draft,
        holds=Holds.PUBLIC_TEXT,
        what=lazy("Vos brouillons d’idées"),
        purpose=lazy("Ne pas perdre ce que vous écrivez en plusieurs étapes."),
        kept=lazy("30 jours sans y revenir, deux jours une fois l’idée envoyée."),
        personal={"content": "what is not sent yet; gone with the draft"},
        shown=("content", "updated_at"),
        theirs=own(Draft.author_id),
        over=_drafts_over,
        dated="updated_at",
        is_content=True,
    ),
    Record(
        table=Idea,
        holds=Holds.PUBLIC_TEXT,
        what=lazy("Vos idées et le nom qui les signe"),
        purpose=lazy("Les publier, les étudier, vous répondre."),
        kept=AS_PUBLIC,
        personal={
            "author_name": "the name the author chose to sign with",
            "group_name": "the name of the group that signs",
            "spot": "the street or the public place the idea is about",
            "title": "public text",
            "body": "public text",
            "answer": "the answer of the staff, public",
        },
        nobody_s={"source_key": "the line of an imported file"},
        shown=(
            "id", "title", "body", "author_name", "group_kind", "group_name", "neighbourhood_slug",
            "spot", "latitude", "longitude",
            "language", "version", "visibility", "stage", "answer", "support_count",
            "comment_count", "submitted_at", "published_at",
        ),
        theirs=own(Idea.author_id),
        erase=leave_ideas,
        stays=lazy(
            "Si vous choisissez l’anonymat : vos textes publics, sans nom ni lien avec vous, et "
            "les réponses officielles qui leur ont été faites. Une idée écrite avec d’autres leur "
            "reste : la première personne qui vous a rejoint en devient l’auteur ou l’autrice."
        ),
        dated="submitted_at",
        is_content=True,
    ),
)  # fmt: skip

"""What is kept of pictures and voices: rows, and the files they name, for an archive too."""

from functools import partial
from typing import Any

from sqlalchemy import or_, select

from beffroi.contributions.models import Draft, Idea, Photo, Voice
from beffroi.contributions.services.photos.album import drop_photos
from beffroi.contributions.services.photos.receiving import size_key
from beffroi.contributions.services.voices.rows import drop
from beffroi.core.i18n import lazy
from beffroi.core.pictures import SIDES
from beffroi.core.register import Condition, Holds, Leaving, Record


def _of(table: type[Photo] | type[Voice], person_id: Any) -> Condition:
    """Of their ideas, and of those they are writing."""
    ideas = select(Idea.id).where(Idea.author_id == person_id)
    drafts = select(Draft.id).where(Draft.author_id == person_id)
    return or_(table.idea_id.in_(ideas), table.draft_id.in_(drafts))


def _voice_file(voice: Voice) -> tuple[str, str]:
    return f"fichiers/voix-{voice.id}.{voice.kind.partition('/')[2]}", voice.file_stem


def _photo_file(photo: Photo) -> tuple[str, str]:
    """Its largest size."""
    return f"fichiers/photo-{photo.id}.webp", size_key(photo.file_stem, max(SIDES))


def _drop_draft_voices(leaving: Leaving) -> None:
    drop(Voice.draft_id.in_(select(Draft.id).where(Draft.author_id == leaving.person_id)))


def _drop_draft_photos(leaving: Leaving) -> None:
    drop_photos(Photo.draft_id.in_(select(Draft.id).where(Draft.author_id == leaving.person_id)))


OF_MEDIA = (
    Record(
        table=Voice,
        holds=Holds.PUBLIC_TEXT,
        what=lazy("Votre voix, quand vous avez dit une idée au lieu de l’écrire"),
        purpose=lazy("L’écrire, puis la faire entendre avec le texte si vous le voulez."),
        kept=lazy(
            "Jusqu’à l’envoi de l’idée ; ensuite seulement si vous la faites entendre, tant que le "
            "texte est le même et reste là."
        ),
        nobody_s={
            "kind": "the kind of sound",
            "file_stem": "the name of the file, drawn by lot",
        },
        hidden=("file_stem",),
        shown=("id", "idea_id", "kind", "seconds", "added_at", "asked_at", "written_at"),
        theirs=partial(_of, Voice),
        erase=_drop_draft_voices,  # those of ideas go with them, below
        file=_voice_file,
        dated="added_at",
    ),
    Record(
        table=Photo,
        holds=Holds.PUBLIC_TEXT,
        what=lazy("Les photos de vos idées et leur description"),
        purpose=lazy("Montrer de quoi parle l’idée."),
        kept=lazy(
            "Tant que l’idée est là, ou jusqu’à ce que vous les retiriez. Sans le lieu ni l’heure "
            "que l’appareil y avait écrits : nous ne les gardons pas."
        ),
        personal={"alternative": "what the author says is on the picture"},
        nobody_s={"file_stem": "the name of the file, drawn by lot"},
        hidden=("file_stem", "digest"),
        shown=("id", "idea_id", "alternative", "width", "height", "added_at"),
        theirs=partial(_of, Photo),
        erase=_drop_draft_photos,  # those of ideas go with them, below
        file=_photo_file,
        dated="added_at",
    ),
)

"""What the core keeps: the journal, what moves in it, and what makes the pages work."""

from typing import Any

from sqlalchemy import String, cast, delete, or_, select

from beffroi.core import db, search
from beffroi.core.clock import now
from beffroi.core.events import StoredEvent
from beffroi.core.i18n import LazyString, lazy
from beffroi.core.idempotency import KEPT, IdempotencyKey
from beffroi.core.outbox import DeadLetter, Handled, Outbox, Tick
from beffroi.core.purging import PurgeReport, reports_over
from beffroi.core.register import Holds, Leaving, Record, own
from beffroi.core.search import SearchEntry

AT_ONCE = 50  # ids looked for in one statement

_NOBODYS = lazy("Rien sur les personnes.")
_HOUSEKEEPING = lazy("Faire fonctionner le site.")
_AS_LONG = lazy("Aussi longtemps que le site en a besoin.")


def reference(table: type[db.Base], **nobody_s: str) -> Record:
    """A table of places, themes and the like: what is in it is nobody's."""
    return Record(
        table=table,
        holds=Holds.REFERENCE,
        what=_NOBODYS,
        purpose=_HOUSEKEEPING,
        kept=_AS_LONG,
        basis=None,
        nobody_s=nobody_s,
    )


def machinery(table: type[db.Base], *, over: Any = None, **nobody_s: str) -> Record:
    """A table that makes the house work and knows nobody."""
    return Record(
        table=table,
        holds=Holds.TECHNICAL,
        what=_NOBODYS,
        purpose=_HOUSEKEEPING,
        kept=_AS_LONG,
        basis=None,
        nobody_s=nobody_s,
        over=over,
    )


def _forget_answers(leaving: Leaving) -> None:
    """The answers this person got, and those that quote them to whoever decided or helped."""
    theirs = IdempotencyKey.owner_id == leaving.person_id
    ids = [leaving.person_id, *(one for ids in leaving.texts.values() for one in ids)]
    db.session().execute(delete(IdempotencyKey).where(theirs))
    if db.session().scalar(select(IdempotencyKey.digest).limit(1)) is None:
        return
    for start in range(0, len(ids), AT_ONCE):
        body = cast(IdempotencyKey.body, String)
        quoted = [body.contains(str(one)) for one in ids[start : start + AT_ONCE]]
        db.session().execute(delete(IdempotencyKey).where(or_(*quoted)))


def _forget_words(leaving: Leaving) -> None:
    """The entries went with their texts; what an index keeps of them in its pages goes too."""
    if any(leaving.removed.values()):
        search.scrub()


_JOURNAL_STAYS: LazyString = lazy(
    "Le journal des actes : des numéros et des dates, sans nom ni texte, pour pouvoir rendre "
    "compte. Une fois votre compte effacé, votre numéro ne désigne plus personne."
)

RECORDS = (
    Record(
        table=StoredEvent,
        holds=Holds.JOURNAL,
        what=lazy("Le journal : quel acte, quel jour, par quel numéro de compte"),
        purpose=lazy("Faire partir les messages et pouvoir prouver ce qui a été fait."),
        kept=lazy("Aussi longtemps que le site, sans nom ni texte : rien que des numéros."),
        nobody_s={"payload": "ids and codes; see tests/core/test_events.py"},
        shown=("name", "recorded_at"),
        theirs=own(StoredEvent.actor_id),
        stays=_JOURNAL_STAYS,
    ),
    Record(
        table=IdempotencyKey,
        holds=Holds.TECHNICAL,
        what=lazy("La réponse donnée à un envoi, pour ne pas le compter deux fois"),
        purpose=lazy("Répondre de même si votre appareil envoie deux fois la même chose."),
        kept=lazy("Deux jours."),
        personal={
            "body": "the answer to replay; gone after two days",
            "location": "the answer to replay; gone after two days",
        },
        hidden=("digest", "fingerprint", "body", "location"),
        shown=("used_at",),
        theirs=own(IdempotencyKey.owner_id),
        erase=_forget_answers,
        over=lambda: IdempotencyKey.used_at < now() - KEPT,
    ),
    Record(
        table=SearchEntry,
        holds=Holds.PUBLIC_TEXT,
        what=lazy("Les mots des textes publics, pour la recherche"),
        purpose=lazy("Retrouver une idée par ses mots."),
        kept=lazy("Tant que le texte est public."),
        personal={
            "heading": "public text, folded; gone with it",
            "folded": "public text, folded; gone with it",
        },
        erase=_forget_words,
    ),
    machinery(Outbox),
    machinery(Handled),
    machinery(DeadLetter, error="the kind of an error and where, never its message"),
    machinery(Tick),
    machinery(
        PurgeReport,
        over=reports_over,
        counts="how many rows of each table went",
        kept="how many are past their time and stay",
    ),
)

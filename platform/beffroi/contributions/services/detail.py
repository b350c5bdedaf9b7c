"""An idea on its own page, with what the reader may do with it now."""

import uuid
from collections.abc import Container
from dataclasses import replace
from typing import Any

from sqlalchemy import exists, select

from beffroi.contributions import rules
from beffroi.contributions.labels import above_age, signature
from beffroi.contributions.models import Call, Idea, IdeaMerge, IdeaPart, Photo, Support, Voice
from beffroi.contributions.policies import FOLLOW, MOVE
from beffroi.contributions.rules import SUCCEEDED, Act, Stage, Visibility
from beffroi.contributions.services.authorship import is_behind, own_supports, signers
from beffroi.contributions.services.awaiting import silence_days
from beffroi.contributions.services.calls import called, phase_of
from beffroi.contributions.services.cards import COMMON, THEMES, band_in, shown
from beffroi.contributions.services.fields import fields_asked, fields_in
from beffroi.contributions.services.following import choice_of
from beffroi.contributions.services.merges import joined_to, part_of, successor_of
from beffroi.contributions.services.phases import phases_of
from beffroi.contributions.services.photos.album import photos_of
from beffroi.contributions.services.requirements import lacks
from beffroi.contributions.services.versions import last_change, last_change_in
from beffroi.contributions.services.visibility import absent, readable_ideas
from beffroi.contributions.services.voices.rows import voice_of
from beffroi.contributions.views import (
    Asks,
    CallRef,
    DecisionView,
    Group,
    IdeaView,
    PointView,
    Possible,
)
from beffroi.core import db
from beffroi.core.actor import Actor, Scope
from beffroi.core.clock import now, today
from beffroi.core.policy import allows, require
from beffroi.correspondence.policies import ASK
from beffroi.identity.models import AssistedAct
from beffroi.identity.rules.proofs import Missing
from beffroi.identity.services import assisted_acts, proofs
from beffroi.moderation.services import last_decision
from beffroi.territories import services as territories

_OF_CALL = (
    Call.id.label("call_id"),
    Call.slug.label("call_slug"),
    Call.title.label("call_title"),
    Call.moderation,
    Call.opens_at,
    Call.closes_at,
    Call.decided_by,
    Call.min_age,
    Call.age_way,
    Call.residence,
    Call.max_age,
    Call.tone,
)
_OWN = (
    Idea.author_id,
    Idea.author_confirmed,
    Idea.latitude,
    Idea.longitude,
    Idea.spot,
    Idea.spot_is_exact,
    Idea.group_kind,
    Idea.group_name,
    Idea.body,
    Idea.version,
    Idea.answer,
    Idea.structure_slug,
    Idea.outside_supports,
    Idea.for_count,
    Idea.against_count,
    Idea.question_count,
    Idea.answer_due_on,
    Idea.answered_on,
    Idea.last_news_on,
)
_TEAM = (own_supports().label("own_supports"), signers().label("signers"))
# Whether a relay noted it for its author; by which relay is for the author alone.
_COLLECTED = (
    exists()
    .where(AssistedAct.kind == "idea", AssistedAct.subject_id == Idea.id)
    .label("is_collected")
)
_JOINED = exists().where(IdeaMerge.target_id == Idea.id).label("is_joined")
_PART = exists().where(IdeaPart.idea_id == Idea.id).label("is_part")
_PICTURED = exists().where(Photo.idea_id == Idea.id).label("is_pictured")
_HEARD = exists().where(Voice.idea_id == Idea.id).label("is_heard")


def idea_page(actor: Actor, idea_id: uuid.UUID) -> IdeaView:
    """A public idea, or one's own; two statements, and one more where there are pictures."""
    return _view(actor, _row(actor, idea_id))


def tracked_idea(actor: Actor, idea_id: uuid.UUID) -> IdeaView:
    """An idea for its author, with what the moderation last decided."""
    row = _row(actor, idea_id)
    place = territories.scope_of(row.contract_slug, row.neighbourhood_slug)
    owner = actor.person_id if row.is_mine else row.author_id
    require(actor, FOLLOW, scope=place, owner=owner)
    view = _view(actor, row)
    noted = assisted_acts.acts_about("idea", idea_id) if view.is_collected else []
    return replace(view, decision=_decision(idea_id), noted=tuple(noted))


def _decision(idea_id: uuid.UUID) -> DecisionView | None:
    last = last_decision("idea", idea_id)
    if last is None:
        return None
    structure = territories.structures().get(last.structure_slug or "")
    return DecisionView(last.outcome, last.reason_code, last.words, structure, last.decided_at)


def _row(actor: Actor, idea_id: uuid.UUID) -> Any:
    given = select(Support.counted).where(Support.idea_id == Idea.id)
    mine = given.where(Support.person_id == actor.person_id).scalar_subquery()
    query = (
        select(
            *COMMON,
            THEMES,
            *_OWN,
            *_OF_CALL,
            mine.label("support_counted"),
            _COLLECTED,
            _PICTURED,
            _JOINED,
            _PART,
            _HEARD,
        )
        .add_columns(*fields_asked(), *last_change())
        .add_columns(is_behind(actor.person_id).label("is_mine"), *_TEAM)
        .add_columns(choice_of(actor.person_id).label("chose_to_follow"))
        .join(Call, Call.id == Idea.call_id)
        .where(Idea.id == idea_id, readable_ideas(actor))
    )
    row = db.session().execute(query).one_or_none()
    if row is None:
        raise absent(idea_id)
    return row


def _view(actor: Actor, row: Any) -> IdeaView:
    call = _call_ref(row)
    structure = territories.structures().get(row.structure_slug or "")
    card, is_named = shown(row), band_in(row) is None
    is_above = _is_above(actor, row)
    return IdeaView(
        **card,
        body=row.body,
        fields=fields_in(row),
        last_change=last_change_in(row),
        version=row.version,
        author_confirmed=row.author_confirmed,
        answer=row.answer,
        structure=structure,
        outside_supports=row.outside_supports,
        for_count=row.for_count,
        against_count=row.against_count,
        question_count=row.question_count,
        call=call,
        asks=Asks(row.min_age, row.age_way, row.residence, row.decided_by, row.max_age),
        is_mine=bool(row.is_mine),
        is_author=row.author_id is not None and row.author_id == actor.person_id,
        point=point_of(row),
        group=Group(row.group_kind, row.group_name) if is_named and row.group_kind else None,
        names=_names(row) if is_named else (card["author_name"],),
        is_supported=row.support_counted is not None,
        support_counted=bool(row.support_counted),
        is_collected=row.is_collected,
        photos=photos_of(row.id) if row.is_pictured else (),
        voice=voice_of(row.id) if row.is_heard else None,
        answer_due_on=row.answer_due_on,
        answered_on=row.answered_on,
        silent_since=rules.silent_since(row.stage, row.last_news_on, today(), silence_days()),
        is_followed=_is_followed(row),
        successor=successor_of(row.id, row.visibility) if row.visibility in SUCCEEDED else None,
        joined=joined_to(row.id) if row.is_joined else (),
        part_of=part_of(row.id) if row.is_part else None,
        missing=_missing(actor, row),
        may=_possible(actor, row, call.open_acts, is_above=is_above),
        why_closed=above_age((row.min_age, row.max_age)) if is_above else None,
        tone=row.tone,
    )


def point_of(row: Any) -> PointView | None:
    """Where it lies, when that was said."""
    if row.latitude is None:
        return None
    return PointView(row.latitude, row.longitude, row.spot, row.spot_is_exact)


def _names(row: Any) -> tuple[str, ...]:
    """Who signs: the author, then the co-authors who wish it."""
    others = [(name, True) for name in (row.signers or "").split("\n")]
    return rules.signatures(signature(row.author_name, None), others)


def _call_ref(row: Any) -> CallRef:
    return CallRef(
        phases=phases_of(row.call_id),
        moment=now(),
        slug=row.call_slug,
        title=row.call_title,
        moderation=row.moderation,
        closes_at=row.closes_at,
        phase=phase_of(row),
    )


def _is_followed(row: Any) -> bool:
    """What the reader chose; else those who wrote it or support it are told."""
    if row.chose_to_follow is not None:
        return bool(row.chose_to_follow)
    return bool(row.is_mine) or row.support_counted is not None


def _missing(actor: Actor, row: Any) -> tuple[Missing, ...]:
    """What keeps the reader's own text or support from counting; read only where one is kept."""
    mine = row.author_id is not None and row.author_id == actor.person_id
    is_kept = mine and row.visibility == Visibility.UNPROVEN
    if actor.person_id is None or not (is_kept or row.support_counted is False):
        return ()
    return lacks(actor.person_id, called(row.call_slug))


def _is_above(actor: Actor, row: Any) -> bool:
    """Whether the call is for younger people than the reader is known to be."""
    if row.max_age is None or actor.person_id is None:
        return False
    return proofs.is_known_to_be(actor.person_id, row.max_age + 1)


def _possible(actor: Actor, row: Any, acts: Container[Act], *, is_above: bool) -> Possible:
    public = row.visibility == Visibility.PUBLISHED
    mine, author = bool(row.is_mine), row.author_id == actor.person_id
    return Possible(
        support=public
        and Act.SUPPORT in acts
        and (not is_above or row.support_counted is not None),
        comment=public and Act.COMMENT in acts and not is_above,
        revise=mine
        and rules.is_time_to_revise(row.visibility, acts)
        and rules.may_revise(row.visibility, row.stage, is_engaged=is_engaged(row)),
        confirm=mine and author and not row.author_confirmed,
        withdraw=mine and author,
        follow=mine,
        ask=public and allows(actor, ASK, scope=_scope(row)),
        stages=_next_stages(actor, row) if public else (),
    )


def _scope(row: Any) -> Scope:
    return territories.scope_of(row.contract_slug, row.neighbourhood_slug)


def is_engaged(row: Any) -> bool:
    """Whether others have taken this text as it is; the supports of its authors do not bind."""
    return bool(row.support_count > row.own_supports or row.comment_count > 0)


def _next_stages(actor: Actor, row: Any) -> tuple[str, ...]:
    if not allows(actor, MOVE, scope=_scope(row)):
        return ()
    return tuple(stage for stage in Stage if stage in rules.STAGE_MOVES[Stage(row.stage)])

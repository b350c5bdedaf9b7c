"""Who took part in a call, a few at a time: whoever is owed news of it."""

import uuid

from sqlalchemy import select, union

from beffroi.contributions.models import CoAuthor, Comment, Idea, Support
from beffroi.contributions.questionnaires.models import AnswerSheet, Questionnaire
from beffroi.contributions.rules import Visibility
from beffroi.core import db

GIVEN = (Visibility.WAITING, Visibility.CHANGES_ASKED, Visibility.PUBLISHED, Visibility.UNPROVEN)


def participants(call_id: uuid.UUID, after: uuid.UUID | None, limit: int) -> list[uuid.UUID]:
    """Authors, supporters, commenters, those who answered under a name; each once, in order."""
    ideas = select(Idea.id).where(Idea.call_id == call_id)
    wrote = select(Idea.author_id.label("person_id")).where(
        Idea.call_id == call_id,
        Idea.author_id.is_not(None),
        Idea.author_confirmed,
        Idea.visibility.in_(GIVEN),
    )
    supported = select(Support.person_id).where(Support.idea_id.in_(ideas))
    said = select(Comment.author_id).where(
        Comment.idea_id.in_(ideas), Comment.author_id.is_not(None), Comment.visibility.in_(GIVEN)
    )
    joined = select(CoAuthor.person_id).where(CoAuthor.idea_id.in_(ideas))
    ours = select(Questionnaire.id).where(Questionnaire.call_id == call_id)
    answered = select(AnswerSheet.person_id).where(
        AnswerSheet.questionnaire_id.in_(ours), AnswerSheet.person_id.is_not(None)
    )
    everybody = union(wrote, joined, supported, said, answered).subquery()
    query = select(everybody.c.person_id).order_by(everybody.c.person_id).limit(limit)
    if after is not None:
        query = query.where(everybody.c.person_id > after)
    return list(db.session().scalars(query))

"""What becomes of the texts and supports of somebody who leaves, or of a text that goes."""

from typing import Any

from sqlalchemy import delete, select, update

from beffroi.contributions.events import CommentRemoved, IdeaRemoved
from beffroi.contributions.inbox.models import IdeaAssignment, IdeaNote, IdeaTag
from beffroi.contributions.models import (
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
from beffroi.contributions.rules import SUCCEEDED, Visibility
from beffroi.contributions.services.holding import hold_leaving
from beffroi.contributions.services.media import drop_media_of
from beffroi.contributions.services.merges import (
    ever_merged_with,
    is_piece_of,
    merged_directly,
    standing_merge,
)
from beffroi.contributions.services.merging import stand_alone
from beffroi.contributions.services.publication import (
    locked_idea,
    move_comment_to,
    move_idea_to,
)
from beffroi.core import db
from beffroi.core.events import record
from beffroi.core.register import Choice, Leaving

# What nobody but its author could still do something with does not outlive them.
READ_BY_OTHERS = frozenset({Visibility.PUBLISHED, Visibility.WAITING, *SUCCEEDED})


def take_supports_back(leaving: Leaving) -> None:
    """Each counted one leaves its counter: a figure is always that of the rows behind it.

    A support says what somebody thinks; kept without a person it could not be counted again.
    """
    hold_leaving(leaving.person_id)
    mine = Support.person_id == leaving.person_id
    counted = select(Support.idea_id).where(mine, Support.counted)
    lower = update(Idea).where(Idea.id.in_(counted))
    _run(lower.values(support_count=Idea.support_count - 1))
    _run(delete(Support).where(mine))


def leave_ideas(leaving: Leaving) -> None:
    """Signed by nobody, or taken away with all that was kept of their words."""
    mine = select(Idea).where(Idea.author_id == leaving.person_id).order_by(Idea.id)
    held = mine.with_for_update().execution_options(populate_existing=True)
    for idea in db.session().scalars(held):
        leave_idea(idea, leaving)
    db.session().flush()


def leave_idea(idea: Idea, leaving: Leaving) -> None:
    """One of them: to who wrote it too, signed by nobody, or taken away."""
    leaving.texts["idea"].add(idea.id)
    if idea.id in leaving.removed["idea"] or _pass_on(idea):
        return
    if leaving.choice == Choice.REMOVE or idea.visibility not in READ_BY_OTHERS:
        _remove_idea(idea, leaving)
    else:
        _anonymise_idea(idea)


def _pass_on(idea: Idea) -> bool:
    """Of a text written with others, the one who joined first becomes the author: it is theirs too.

    What it was before their time stays a text of all of them.
    """
    first = select(CoAuthor).where(CoAuthor.idea_id == idea.id)
    heir = db.session().scalars(first.order_by(CoAuthor.joined_at, CoAuthor.id).limit(1)).first()
    if heir is None:
        return False
    idea.author_id, idea.author_confirmed = heir.person_id, True
    idea.author_name = heir.name if heir.signs else ""
    db.session().delete(heir)
    return True


def leave_comments(leaving: Leaving) -> None:
    """The same for comments; the count of each idea follows."""
    mine = select(Comment).where(Comment.author_id == leaving.person_id).order_by(Comment.id)
    held = mine.with_for_update().execution_options(populate_existing=True)
    for comment in db.session().scalars(held):
        leaving.texts["comment"].add(comment.id)
        if leaving.choice == Choice.REMOVE or comment.visibility not in READ_BY_OTHERS:
            _remove_comment(comment, leaving)
        comment.author_id, comment.author_name = None, ""
    db.session().flush()


def remove_idea(idea: Idea, leaving: Leaving) -> None:
    """One text, taken away by its author who stays."""
    leaving.texts["idea"].add(idea.id)
    _remove_idea(idea, leaving)


def remove_comment(comment: Comment, leaving: Leaving) -> None:
    """One comment taken back by its author, who stays."""
    leaving.texts["comment"].add(comment.id)
    _remove_comment(comment, leaving)
    comment.author_name = ""
    db.session().flush()


def _anonymise_idea(idea: Idea) -> None:
    """The text of today stays; what it was before goes, for it may say who wrote it.

    So do pictures, which show where somebody lives and who is around them, and a voice; and what
    the staff noted: it is about who wrote it.
    """
    idea.author_id, idea.author_name = None, ""
    older = IdeaVersion.version < idea.version
    gone = IdeaFields.version < idea.version
    _run(delete(IdeaFields).where(IdeaFields.idea_id == idea.id, gone))
    _run(delete(IdeaVersion).where(IdeaVersion.idea_id == idea.id, older))
    _run(delete(IdeaNote).where(IdeaNote.idea_id == idea.id))
    drop_media_of(idea.id)


def _remove_idea(idea: Idea, leaving: Leaving) -> None:
    """Its number stays, with the answer 410; an answer that quoted it goes along.

    Its key in a file it was imported from stays too: else the next import would bring it back.
    """
    _leave_pieces(idea, leaving)
    _leave_merges(idea, leaving)
    move_idea_to(idea, Visibility.REMOVED)
    idea.title = idea.body = idea.answer = idea.author_name = idea.fingerprint = ""
    idea.group_kind, idea.group_name = None, ""
    idea.latitude = idea.longitude = None
    idea.spot = ""
    idea.author_id, idea.author_confirmed, idea.structure_slug = None, False, None
    idea.support_count, idea.outside_supports = 0, None
    drop_media_of(idea.id)
    for table, column in (
        (IdeaFields, IdeaFields.idea_id),
        (IdeaVersion, IdeaVersion.idea_id),
        (CoAuthor, CoAuthor.idea_id),
        (CoAuthorInvitation, CoAuthorInvitation.idea_id),
        (IdeaTheme, IdeaTheme.idea_id),
        (IdeaMove, IdeaMove.idea_id),
        (IdeaFollow, IdeaFollow.idea_id),
        (Support, Support.idea_id),
        (Draft, Draft.idea_id),
        (IdeaAssignment, IdeaAssignment.idea_id),
        (IdeaTag, IdeaTag.idea_id),
        (IdeaNote, IdeaNote.idea_id),
        (SplitObjection, SplitObjection.idea_id),
    ):
        _run(delete(table).where(column == idea.id))
    leaving.removed["idea"].add(idea.id)
    leaving.paths |= {f"/idees/{idea.id}", f"/administration/idees/{idea.id}"}
    record(IdeaRemoved(idea.id), by=leaving.by)


def _leave_pieces(idea: Idea, leaving: Leaving) -> None:
    """What was made of its words and is theirs alone goes with it."""
    pieces = select(Idea).join(IdeaPart, IdeaPart.idea_id == Idea.id)
    theirs = pieces.where(IdeaPart.source_id == idea.id, Idea.author_id == idea.author_id)
    held = theirs.order_by(Idea.id).with_for_update(of=Idea)
    for piece in db.session().scalars(held.execution_options(populate_existing=True)):
        leave_idea(piece, leaving)


def _leave_merges(idea: Idea, leaving: Leaving) -> None:
    """What others wrote and joined to it stands alone again; pieces of it do not.

    Why it joined another, or was made into several, is forgotten.
    """
    joined = sorted(other.id for other in merged_directly(idea.id))
    for other in map(locked_idea, joined):
        merge = standing_merge(other.id)
        if other.visibility != Visibility.MERGED or is_piece_of(other.id, idea.id):
            continue
        if merge is not None and merge.target_id == idea.id:
            stand_alone(merge, other, idea, "", by=leaving.by)
    leaving.beside |= {f"/idees/{other_id}" for other_id in ever_merged_with(idea.id)}
    theirs = update(IdeaMerge).where(IdeaMerge.source_id == idea.id)
    _run(theirs.values(reason="", undone_reason=""))
    splits = update(IdeaSplit).where(IdeaSplit.source_id == idea.id)
    _run(splits.values(reason="", ended_reason="", parts=[]))


def _remove_comment(comment: Comment, leaving: Leaving) -> None:
    move_comment_to(comment, Visibility.REMOVED)
    comment.body = comment.fingerprint = ""
    comment.position = None
    leaving.removed["comment"].add(comment.id)
    record(CommentRemoved(comment.id, comment.idea_id), by=leaving.by)


def _run(statement: Any) -> None:
    db.session().execute(statement, execution_options={"synchronize_session": False})

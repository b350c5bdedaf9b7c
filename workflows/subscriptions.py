"""The one table: which actors hear of which event."""

from collections.abc import Mapping

from beffroi.contributions import events as contributions
from beffroi.core.events import Event
from beffroi.identity import events as identity
from beffroi.moderation import events as moderation
from beffroi.notifications import events as notifications
from workflows import calls, deliver, screen, sign_in, tell_author, tell_moderators
from workflows.once import EventActor

SUBSCRIPTIONS: dict[type[Event], tuple[EventActor, ...]] = {
    identity.SignInLinkRequested: (sign_in.send_link,),
    contributions.IdeaSubmitted: (screen.an_idea, tell_author.of_receipt),
    contributions.IdeaRevised: (screen.an_idea,),
    contributions.IdeaPublished: (tell_author.of_publication,),
    contributions.IdeaChangesAsked: (tell_author.of_changes,),
    contributions.IdeaRefused: (tell_author.of_refusal,),
    contributions.IdeaMoved: (tell_author.of_move,),
    contributions.CommentSubmitted: (screen.a_comment,),
    contributions.CommentPublished: (tell_author.of_comment_publication,),
    contributions.CommentChangesAsked: (tell_author.of_comment_changes,),
    contributions.CommentRefused: (tell_author.of_comment_refusal,),
    contributions.CallClosed: (calls.settle,),
    moderation.CaseDeadlineReached: (tell_moderators.of_overdue,),
    notifications.MessageQueued: (deliver.by_mail,),
}


def names_of(table: Mapping[type[Event], tuple[EventActor, ...]]) -> dict[str, tuple[str, ...]]:
    """The names of the actors owed each kind of event, by the name of the event."""
    return {
        kind.__name__: tuple(actor.name for actor in heard_by) for kind, heard_by in table.items()
    }


def actors_of(table: Mapping[type[Event], tuple[EventActor, ...]]) -> tuple[EventActor, ...]:
    """Each subscribed actor once; two of one name would share their record of what is done."""
    found: dict[str, EventActor] = {}
    for heard_by in table.values():
        for actor in heard_by:
            if found.setdefault(actor.name, actor) is not actor:
                raise RuntimeError(f"two actors are called {actor.name}")
    return tuple(found.values())

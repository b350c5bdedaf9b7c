"""The one table: which actors hear of which event."""

from collections.abc import Mapping

from beffroi.contributions import events as contributions
from beffroi.contributions.inbox import events as inbox_events
from beffroi.core.events import Event
from beffroi.correspondence import events as correspondence
from beffroi.identity import account_events as accounts
from beffroi.identity import events as identity
from beffroi.identity import paper_events as papers
from beffroi.identity import relay_events as relays
from beffroi.moderation import events as moderation
from beffroi.notifications import events as notifications
from workflows import (
    answers,
    assisted,
    call_news,
    calls,
    codes,
    count,
    deliver,
    farewell,
    guardians,
    inbox,
    offices,
    openid,
    paper,
    requests,
    rights,
    screen,
    sign_in,
    tell_author,
    tell_debate,
    tell_followers,
    tell_moderators,
    tell_of_merges,
    tell_of_splits,
    voices,
    warn,
)
from workflows.once import EventActor

SUBSCRIPTIONS: dict[type[Event], tuple[EventActor, ...]] = {
    identity.SignInLinkRequested: (sign_in.send_link,),
    identity.ProviderLinkAsked: (openid.ask_by_mail,),
    identity.ProviderLinked: (openid.tell_of_link,),
    identity.NewDeviceSeen: (warn.of_new_device,),
    identity.PasswordChanged: (warn.of_password,),
    identity.SecondKeyChanged: (warn.of_second_key,),
    accounts.AccountDormant: (warn.of_dormancy,),
    identity.OneTimeCodeRequested: (codes.send_code,),
    identity.GuestAttached: (count.what_was_kept, count.answers_kept),
    identity.ProofRecorded: (count.what_was_kept, count.answers_kept),
    papers.LetterSetAside: (paper.of_setting_aside,),
    papers.LetterLapsed: (paper.of_lapse,),
    identity.DeclarationWithdrawn: (count.what_was_kept, count.answers_kept),
    identity.GuardianAsked: (guardians.ask_parent,),
    identity.GuardianAgreed: (count.what_was_kept, count.answers_kept),
    identity.GuardianRefused: (guardians.tell_child,),
    identity.RoleGranted: (rights.of_grant,),
    identity.RoleEnded: (rights.of_end_of_grant,),
    identity.OfficeTermStarted: (offices.of_naming,),
    identity.OfficeTermEnded: (offices.of_leaving,),
    identity.OfficeTermEndNeared: (offices.of_coming_end,),
    identity.OfficeTermExpired: (offices.of_vacancy,),
    identity.PersonBlocked: (rights.of_block,),
    identity.BlockAppealed: (rights.of_appeal,),
    identity.BlockAppealAnswered: (rights.of_answer,),
    identity.BlockAlsoLifted: (rights.of_lifting_along,),
    identity.ProgramAuthorized: (rights.of_authorization,),
    identity.PersonErased: (farewell.say,),
    relays.ActRecorded: (assisted.of_act,),
    relays.ActContested: (assisted.of_objection,),
    relays.ReceiptAsked: (assisted.send_receipt,),
    contributions.VoiceWritten: (voices.of_writing,),
    contributions.IdeaSubmitted: (screen.an_idea, tell_author.of_receipt),
    contributions.IdeaRevised: (screen.an_idea,),
    contributions.IdeaPublished: (tell_author.of_publication,),
    contributions.IdeaChangesAsked: (tell_author.of_changes,),
    contributions.IdeaRefused: (tell_author.of_refusal,),
    contributions.CoAuthorInvited: (tell_author.of_invitation,),
    contributions.CoAuthorJoined: (tell_author.of_joining,),
    contributions.IdeaMoved: (tell_author.of_move, tell_followers.of_news),
    contributions.IdeaForwarded: (tell_author.of_forwarding, tell_followers.of_news),
    contributions.IdeaNewsQueued: (tell_followers.of_batch,),
    contributions.IdeasFellSilent: (answers.of_silence,),
    contributions.AnswersAwaited: (answers.of_due_answers,),
    contributions.CommentSubmitted: (screen.a_comment,),
    contributions.CommentPublished: (tell_author.of_comment_publication, tell_debate.of_comment),
    contributions.CommentChangesAsked: (tell_author.of_comment_changes,),
    contributions.CommentRefused: (tell_author.of_comment_refusal,),
    contributions.CallClosed: (calls.settle,),
    contributions.IdeaMerged: (tell_of_merges.of_merge,),
    contributions.IdeaUnmerged: (tell_of_merges.of_separation,),
    contributions.IdeaSplit: (tell_of_splits.of_split,),
    contributions.IdeaSplitProposed: (tell_of_splits.of_proposal,),
    contributions.IdeaSplitContested: (tell_of_splits.of_objection,),
    contributions.SplitObjectionAnswered: (tell_of_splits.of_answer,),
    contributions.IdeaGathered: (tell_of_splits.of_gathering,),
    inbox_events.IdeaAssigned: (inbox.of_idea_given,),
    inbox_events.InboxBatchApplied: (inbox.of_ideas_given,),
    correspondence.RequestAsked: (requests.of_asking,),
    correspondence.RequestReminderDue: (requests.of_reminder,),
    correspondence.RequestAnswered: (requests.of_answer,),
    correspondence.RequestTransferred: (requests.of_transfer,),
    correspondence.RequestWithdrawn: (requests.of_withdrawal,),
    contributions.CallPublished: (call_news.of_publication,),
    contributions.CallSpeakerNamed: (call_news.of_speaker,),
    contributions.CallProlonged: (call_news.of_prolongation,),
    contributions.CallNewsOwed: (call_news.tell_some,),
    contributions.CallConcluded: (call_news.of_conclusion,),
    contributions.CallTextProposed: (call_news.of_text,),
    contributions.CallDecisionDue: (call_news.of_decision_due,),
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

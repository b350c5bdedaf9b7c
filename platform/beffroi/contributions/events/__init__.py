"""What happens to calls, ideas, supports and comments."""

from beffroi.contributions.events.authors import (
    CoAuthorInvited,
    CoAuthorJoined,
    CoAuthorLeft,
)
from beffroi.contributions.events.calls import (
    CallClosed,
    CallFieldsChanged,
    CallOpened,
    CallPhaseClosed,
    CallPhaseOpened,
)
from beffroi.contributions.events.comments import (
    CommentChangesAsked,
    CommentHeld,
    CommentPublished,
    CommentRefused,
    CommentRemoved,
    CommentSubmitted,
)
from beffroi.contributions.events.ideas import (
    IdeaChangesAsked,
    IdeaHeld,
    IdeaMoved,
    IdeaPublished,
    IdeaRefused,
    IdeaRemoved,
    IdeaRevised,
    IdeaSubmitted,
)
from beffroi.contributions.events.supports import (
    IdeaSupported,
    SupportHeld,
    SupportWithdrawn,
)

__all__ = [
    "CallClosed",
    "CallFieldsChanged",
    "CallOpened",
    "CallPhaseClosed",
    "CallPhaseOpened",
    "CoAuthorInvited",
    "CoAuthorJoined",
    "CoAuthorLeft",
    "CommentChangesAsked",
    "CommentHeld",
    "CommentPublished",
    "CommentRefused",
    "CommentRemoved",
    "CommentSubmitted",
    "IdeaChangesAsked",
    "IdeaHeld",
    "IdeaMoved",
    "IdeaPublished",
    "IdeaRefused",
    "IdeaRemoved",
    "IdeaRevised",
    "IdeaSubmitted",
    "IdeaSupported",
    "SupportHeld",
    "SupportWithdrawn",
]

"""What is read of calls, ideas and comments: frozen, with all that a page or the API shows."""

from beffroi.contributions.views.calls import (
    Asks,
    CallList,
    CallRef,
    CallView,
    Timed,
)
from beffroi.contributions.views.comments import (
    CommentList,
    CommentView,
)
from beffroi.contributions.views.ideas import (
    Comparison,
    DecisionView,
    DraftView,
    Group,
    IdeaCard,
    IdeaList,
    IdeaView,
    PhotoView,
    Possible,
    SimilarIdea,
    SupportState,
    VersionList,
    VersionView,
)

__all__ = [
    "Asks",
    "CallList",
    "CallRef",
    "CallView",
    "CommentList",
    "CommentView",
    "Comparison",
    "DecisionView",
    "DraftView",
    "Group",
    "IdeaCard",
    "IdeaList",
    "IdeaView",
    "PhotoView",
    "Possible",
    "SimilarIdea",
    "SupportState",
    "Timed",
    "VersionList",
    "VersionView",
]

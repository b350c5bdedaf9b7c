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
    ThreadView,
    comment_path,
)
from beffroi.contributions.views.conclusions import (
    AgreementView,
    ConclusionView,
    UnansweredIdea,
)
from beffroi.contributions.views.history import HistoryStep
from beffroi.contributions.views.ideas import (
    Comparison,
    DecisionView,
    DraftView,
    Group,
    IdeaCard,
    IdeaList,
    IdeaView,
    PointView,
    Possible,
    SimilarIdea,
    SupportState,
    VersionList,
    VersionView,
    VoiceView,
)
from beffroi.contributions.views.merges import IdeaRef, Joined, Successor
from beffroi.contributions.views.pictures import PhotoView, Thumbnail
from beffroi.contributions.views.preparing import (
    ChangeView,
    PreparedCall,
    PreparedCard,
    PreparedList,
    SpeakerView,
)

__all__ = [
    "AgreementView",
    "Asks",
    "CallList",
    "CallRef",
    "CallView",
    "ChangeView",
    "CommentList",
    "CommentView",
    "Comparison",
    "ConclusionView",
    "DecisionView",
    "DraftView",
    "Group",
    "HistoryStep",
    "IdeaCard",
    "IdeaList",
    "IdeaRef",
    "IdeaView",
    "Joined",
    "PhotoView",
    "PointView",
    "Possible",
    "PreparedCall",
    "PreparedCard",
    "PreparedList",
    "SimilarIdea",
    "SpeakerView",
    "Successor",
    "SupportState",
    "ThreadView",
    "Thumbnail",
    "Timed",
    "UnansweredIdea",
    "VersionList",
    "VersionView",
    "VoiceView",
    "comment_path",
]

"""Calls for contributions, ideas with their versions, comments and supports."""

from beffroi.contributions.models.answers import (
    IdeaFollow,
    IdeaMove,
)
from beffroi.contributions.models.authors import (
    CoAuthor,
    CoAuthorInvitation,
)
from beffroi.contributions.models.calls import (
    Call,
    CallChange,
    CallNeighbourhood,
    CallPhase,
    CallSpeaker,
)
from beffroi.contributions.models.comments import (
    Comment,
)
from beffroi.contributions.models.conclusions import (
    CallAgreement,
    CallConclusion,
)
from beffroi.contributions.models.fields import (
    CallFields,
    IdeaFields,
)
from beffroi.contributions.models.ideas import (
    PUBLIC,
    STAGES,
    VISIBILITIES,
    Draft,
    Idea,
    IdeaTheme,
    IdeaVersion,
)
from beffroi.contributions.models.merges import (
    IdeaMerge,
)
from beffroi.contributions.models.photos import (
    Photo,
)
from beffroi.contributions.models.splits import (
    IdeaPart,
    IdeaSplit,
    SplitObjection,
)
from beffroi.contributions.models.supports import (
    Support,
)
from beffroi.contributions.models.voices import (
    Voice,
)

__all__ = [
    "PUBLIC",
    "STAGES",
    "VISIBILITIES",
    "Call",
    "CallAgreement",
    "CallChange",
    "CallConclusion",
    "CallFields",
    "CallNeighbourhood",
    "CallPhase",
    "CallSpeaker",
    "CoAuthor",
    "CoAuthorInvitation",
    "Comment",
    "Draft",
    "Idea",
    "IdeaFields",
    "IdeaFollow",
    "IdeaMerge",
    "IdeaMove",
    "IdeaPart",
    "IdeaSplit",
    "IdeaTheme",
    "IdeaVersion",
    "Photo",
    "SplitObjection",
    "Support",
    "Voice",
]

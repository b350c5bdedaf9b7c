"""What identity tells the other slices."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from beffroi.core.events import Event


@dataclass(frozen=True)
class SignInLinkRequested(Event):
    """Somebody asked for a link; a worker sends it."""

    link_id: uuid.UUID
    person_id: uuid.UUID


@dataclass(frozen=True)
class PersonSignedIn(Event):
    """A link, or a demo account, opened a session."""

    person_id: uuid.UUID
    session_id: uuid.UUID


@dataclass(frozen=True)
class SessionClosed(Event):
    """A device was signed out."""

    person_id: uuid.UUID
    session_id: uuid.UUID


@dataclass(frozen=True)
class RoleGranted(Event):
    """A person was given a role somewhere."""

    person_id: uuid.UUID
    role: str
    scope_kind: str
    scope_id: str


@dataclass(frozen=True)
class ProofRecorded(Event):
    """Something was proved of a person: its kind and the way, never with what."""

    person_id: uuid.UUID
    kind: str
    way: str


@dataclass(frozen=True)
class DeclarationWithdrawn(Event):
    """The person says that what they had declared of their age was a mistake."""

    person_id: uuid.UUID
    kind: str


@dataclass(frozen=True)
class RoleEnded(Event):
    """A person's role somewhere came to its end before its term."""

    person_id: uuid.UUID
    role: str
    scope_kind: str
    scope_id: str


@dataclass(frozen=True)
class OfficeTermStarted(Event):
    """Somebody was named to an office, or to stand in for its holder."""

    term_id: uuid.UUID
    office_slug: str
    person_id: uuid.UUID
    kind: str


@dataclass(frozen=True)
class OfficeTermEnded(Event):
    """A term was ended, or its last day has passed; the day is the last one held."""

    office_slug: str
    person_id: uuid.UUID
    kind: str
    last_day: date


@dataclass(frozen=True)
class OfficeTermEndNeared(Event):
    """Due thirty days before the end of a term: somebody is to be named in time."""

    term_id: uuid.UUID
    last_day: date


@dataclass(frozen=True)
class OfficeTermExpired(Event):
    """Due the morning after the last day of a term: the office may be vacant."""

    term_id: uuid.UUID
    last_day: date


@dataclass(frozen=True)
class PersonBlocked(Event):
    """Somebody may not act until then, for this reason."""

    block_id: uuid.UUID
    person_id: uuid.UUID
    reason_code: str
    ends_at: datetime


@dataclass(frozen=True)
class BlockAppealed(Event):
    """The person asks that somebody else looks at it."""

    block_id: uuid.UUID


@dataclass(frozen=True)
class BlockAppealAnswered(Event):
    """Somebody else upheld the block, or lifted it."""

    block_id: uuid.UUID
    outcome: str


@dataclass(frozen=True)
class BlockAlsoLifted(Event):
    """It continued the block of an erased account, and the appeal of another lifted them all."""

    block_id: uuid.UUID


@dataclass(frozen=True)
class ProgramRegistered(Event):
    """A program may ask for tokens."""

    program_id: uuid.UUID


@dataclass(frozen=True)
class ProgramSecretChanged(Event):
    """The secret of a program was replaced; its tokens are dead."""

    program_id: uuid.UUID


@dataclass(frozen=True)
class ProgramRevoked(Event):
    """A program has no access any more, nor any of its tokens."""

    program_id: uuid.UUID


@dataclass(frozen=True)
class ProgramAuthorized(Event):
    """A person let a program act for them."""

    program_id: uuid.UUID
    person_id: uuid.UUID


@dataclass(frozen=True)
class ProgramDismissed(Event):
    """A person took back what they had let a program do."""

    program_id: uuid.UUID
    person_id: uuid.UUID


@dataclass(frozen=True)
class TokenReused(Event):
    """A code or a refresh token came twice: all that came from it is dead."""

    program_id: uuid.UUID
    family_id: uuid.UUID


@dataclass(frozen=True)
class GuardianAsked(Event):
    """A parent is to be asked whether a child may take part; a worker writes to them."""

    request_id: uuid.UUID
    person_id: uuid.UUID


@dataclass(frozen=True)
class GuardianAgreed(Event):
    """A parent said yes."""

    person_id: uuid.UUID


@dataclass(frozen=True)
class GuardianRefused(Event):
    """A parent said no, took their yes back, or did not answer in time: the child is told."""

    request_id: uuid.UUID
    person_id: uuid.UUID


@dataclass(frozen=True)
class NewDeviceSeen(Event):
    """Somebody signed in from a browser that this person had not used before."""

    person_id: uuid.UUID
    session_id: uuid.UUID


@dataclass(frozen=True)
class PasswordChanged(Event):
    """A password was chosen, replaced or removed; `what` is "set", "changed" or "removed"."""

    person_id: uuid.UUID
    what: str


@dataclass(frozen=True)
class SecondKeyChanged(Event):
    """`what` is "added", "removed", "codes_renewed" or "code_used" (a recovery code served)."""

    person_id: uuid.UUID
    what: str


@dataclass(frozen=True)
class OneTimeCodeRequested(Event):
    """Somebody wants six digits by mail or by SMS; a worker sends them."""

    code_id: uuid.UUID


@dataclass(frozen=True)
class GuestAttached(Event):
    """What a guest did became an account's; the guest is no more."""

    guest_id: uuid.UUID
    person_id: uuid.UUID


@dataclass(frozen=True)
class InvitationsPrinted(Event):
    """Codes were made to be printed: how many."""

    batch_id: uuid.UUID
    size: int


@dataclass(frozen=True)
class InvitationsRevoked(Event):
    """The codes of a batch that have not served open nothing any more."""

    batch_id: uuid.UUID


@dataclass(frozen=True)
class ProviderLinked(Event):
    """FranceConnect or ProConnect became a way into an account, from a session of it or not."""

    person_id: uuid.UUID
    provider: str
    in_session: bool


@dataclass(frozen=True)
class ProviderUnlinked(Event):
    """It is no way in any more."""

    person_id: uuid.UUID
    provider: str


@dataclass(frozen=True)
class ProviderLinkAsked(Event):
    """A provider named an address: a worker asks there whether the two belong together."""

    pending_id: uuid.UUID
    person_id: uuid.UUID


@dataclass(frozen=True)
class PersonErased(Event):
    """Somebody's account and all that was theirs went; a worker does what is left outside."""

    person_id: uuid.UUID
    choice: str
    farewell_id: uuid.UUID

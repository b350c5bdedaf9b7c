"""The tables of identity: people, ways in, proofs, acts for others, offices, programs, blocks."""

from beffroi.identity.models.assistance import AssistedAct, Claim, Receipt
from beffroi.identity.models.blocks import Block, BlockMark
from beffroi.identity.models.codes import Invitation, InvitationBatch, OneTimeCode
from beffroi.identity.models.offices import Office, OfficeTerm
from beffroi.identity.models.openid import ExternalIdentity, LoginAttempt, PendingIdentity
from beffroi.identity.models.people import Person, RoleGrant, Session, SignInLink
from beffroi.identity.models.programs import Authorization, Program, ProgramToken
from beffroi.identity.models.proofs import (
    DeskCode,
    GuardianRequest,
    PostalCode,
    Proof,
    Roll,
    RollEntry,
    UniqueMark,
)
from beffroi.identity.models.rights import DormancyNotice, Farewell
from beffroi.identity.models.secrets import Attempts, KnownDevice, Password, RecoveryCode, Totp

__all__ = [
    "AssistedAct",
    "Attempts",
    "Authorization",
    "Block",
    "BlockMark",
    "Claim",
    "DeskCode",
    "DormancyNotice",
    "ExternalIdentity",
    "Farewell",
    "GuardianRequest",
    "Invitation",
    "InvitationBatch",
    "KnownDevice",
    "LoginAttempt",
    "Office",
    "OfficeTerm",
    "OneTimeCode",
    "Password",
    "PendingIdentity",
    "Person",
    "PostalCode",
    "Program",
    "ProgramToken",
    "Proof",
    "Receipt",
    "RecoveryCode",
    "RoleGrant",
    "Roll",
    "RollEntry",
    "Session",
    "SignInLink",
    "Totp",
    "UniqueMark",
]

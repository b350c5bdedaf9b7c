"""Who sees the queue and who decides: moderators, where they were granted it."""

from beffroi.core.actor import Role
from beffroi.core.policy import declare, role

LIST = declare("case.list", role(Role.MODERATOR))
READ = declare("case.read", role(Role.MODERATOR))
DECIDE = declare("case.decide", role(Role.MODERATOR), act=True)

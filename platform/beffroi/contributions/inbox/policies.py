"""Who works in the inbox."""

from beffroi.core.actor import Role
from beffroi.core.policy import declare, role

SORT = declare("inbox.sort", role(Role.STAFF), role(Role.ADMINISTRATOR), act=True)

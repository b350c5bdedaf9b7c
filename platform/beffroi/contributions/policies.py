"""Who may do what with calls, ideas, supports and comments."""

from beffroi.core.actor import Role
from beffroi.core.policy import ANYONE, OWNER, PUBLIC, SIGNED_IN, declare, role

READ = PUBLIC
ANNOUNCE_CALL = declare("call.announce", role(Role.STAFF), role(Role.ADMINISTRATOR))
SUBMIT = declare("idea.submit", ANYONE)
FOLLOW = declare("idea.follow", OWNER)
REVISE = declare("idea.revise", OWNER)
LIST_OWN = declare("idea.list_own", SIGNED_IN)
MOVE = declare("idea.move", role(Role.STAFF), role(Role.ADMINISTRATOR))
SUPPORT = declare("idea.support", SIGNED_IN)
COMMENT = declare("idea.comment", SIGNED_IN)
REVISE_COMMENT = declare("comment.revise", OWNER)

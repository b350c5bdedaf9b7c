"""Who may do what with calls, ideas, supports and comments."""

from beffroi.core.actor import Role
from beffroi.core.policy import ANYONE, OFFICE, OWNER, PUBLIC, SIGNED_IN, TAKES_PART, declare, role

READ = PUBLIC
ANNOUNCE_CALL = declare("call.announce", role(Role.STAFF), role(Role.ADMINISTRATOR), act=True)
CONCLUDE = declare("call.conclude", role(Role.STAFF), role(Role.ADMINISTRATOR), OFFICE, act=True)
SPEAK = declare("call.speak", OWNER, act=True)  # whoever was named to speak for a group
SHAPE_FORM = declare("call.shape_form", role(Role.STAFF), role(Role.ADMINISTRATOR), act=True)
SUBMIT = declare("idea.submit", ANYONE, act=True)
HAVE_WRITTEN = declare("idea.have_written", TAKES_PART, act=True)
FOLLOW = declare("idea.follow", OWNER)
REVISE = declare("idea.revise", OWNER, act=True)
WITHDRAW = declare("idea.withdraw", OWNER)
LIST_OWN = declare("idea.list_own", SIGNED_IN)
LIST_DRAFTS = declare("draft.list_own", TAKES_PART)
DROP_DRAFT = declare("draft.drop", OWNER)
SHARE = declare("idea.share", OWNER, act=True)
JOIN = declare("idea.join", TAKES_PART, act=True)
READ_INVITATION = declare("idea.read_invitation", ANYONE)
END_CO_AUTHOR = declare("idea.end_co_author", OWNER)
KEEP_INFORMED = declare("idea.keep_informed", TAKES_PART)
MOVE = declare("idea.move", role(Role.STAFF), role(Role.ADMINISTRATOR), act=True)
SUPPORT = declare("idea.support", TAKES_PART, act=True)
COMMENT = declare("idea.comment", TAKES_PART, act=True)
REVISE_COMMENT = declare("comment.revise", OWNER, act=True)
WITHDRAW_COMMENT = declare("comment.withdraw", OWNER)

"""Who may do what with people, sessions and roles."""

from beffroi.core.actor import Role
from beffroi.core.policy import ANYONE, OWNER, SIGNED_IN, declare, role

SIGN_IN = declare("session.open", ANYONE)
SIGN_OUT = declare("session.leave", ANYONE)
CHOOSE_LANGUAGE = declare("language.choose", ANYONE)
READ_MAIL_ROOM = declare("mail_room.read", ANYONE)
SEE_SELF = declare("person.see_self", SIGNED_IN)
CHANGE_SELF = declare("person.change_self", SIGNED_IN)
CLOSE_SESSION = declare("session.close", OWNER)
GRANT_ROLE = declare("role.grant", role(Role.ADMINISTRATOR))

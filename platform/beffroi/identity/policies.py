"""Who may do what with people, sessions and roles."""

from beffroi.core.actor import Role
from beffroi.core.policy import (
    ANYONE,
    IN_SESSION,
    OFFICE,
    OWNER,
    SIGNED_IN,
    TAKES_PART,
    declare,
    role,
)

SIGN_IN = declare("session.open", ANYONE)
SIGN_OUT = declare("session.leave", ANYONE)
CHOOSE_LANGUAGE = declare("language.choose", ANYONE)
READ_MAIL_ROOM = declare("mail_room.read", ANYONE)
SEE_SELF = declare("person.see_self", SIGNED_IN)
CHANGE_SELF = declare("person.change_self", SIGNED_IN)
CLOSE_SESSION = declare("session.close", OWNER)
CONNECT_PROVIDER = declare("connection.make", SIGNED_IN)
DISCONNECT_PROVIDER = declare("connection.end", OWNER)
CHANGE_PASSWORD = declare("password.change", SIGNED_IN)
SET_SECOND_KEY = declare("second_key.set", SIGNED_IN)
GIVE_SECOND_KEY = declare("second_key.give", IN_SESSION)
READ_OWN_DATA = declare("person.read_data", SIGNED_IN)
TAKE_ARCHIVE = declare("person.export", SIGNED_IN)
ERASE_SELF = declare("person.erase", SIGNED_IN)
READ_PURGES = declare("purge.read", role(Role.ADMINISTRATOR))
GRANT_ROLE = declare("role.grant", role(Role.ADMINISTRATOR), act=True)
SEE_PROOFS = declare("proof.see", TAKES_PART)
PROVE = declare("proof.give", TAKES_PART)
CHECK_AT_DESK = declare("proof.check", role(Role.RELAY), role(Role.STAFF), act=True)
PRINT_LETTERS = declare("letter.print", role(Role.RELAY), role(Role.STAFF), act=True)
IMPORT_ROLL = declare("roll.import", role(Role.STAFF), role(Role.ADMINISTRATOR), act=True)
ASK_GUARDIAN = declare("guardian.ask", ANYONE)
SAY_UNDER_AGE = declare("guardian.say", TAKES_PART)
ANSWER_AS_GUARDIAN = declare("guardian.answer", ANYONE)
SEE_PERSON = declare("person.read", role(Role.ADMINISTRATOR))
NAME_OFFICE = declare("office.name", role(Role.STAFF), role(Role.ADMINISTRATOR), act=True)
HOLD_OFFICE = declare("office.hold", SIGNED_IN)
BLOCK = declare("person.block", role(Role.MODERATOR), role(Role.ADMINISTRATOR), act=True)
SEE_BLOCKS = declare("block.list", role(Role.MODERATOR), role(Role.ADMINISTRATOR), OFFICE)
ANSWER_APPEAL = declare(
    "block.answer", role(Role.MODERATOR), role(Role.ADMINISTRATOR), OFFICE, act=True
)
APPEAL = declare("block.appeal", TAKES_PART)
REGISTER_PROGRAM = declare("program.register", role(Role.ADMINISTRATOR), act=True)
AUTHORIZE_PROGRAM = declare("program.authorize", SIGNED_IN)
USE_TOKENS = declare("program.token", ANYONE)
RECORD_FOR_OTHERS = declare("assist.record", role(Role.RELAY), role(Role.STAFF), act=True)
SEE_ASSISTED = declare("assist.journal", role(Role.RELAY), role(Role.STAFF))
OVERSEE_RELAYS = declare(
    "assist.oversee", role(Role.STAFF), role(Role.MODERATOR), role(Role.ADMINISTRATOR)
)
FOLLOW_ASSISTED = declare("assist.follow", TAKES_PART)
CONTEST_ASSISTED = declare("assist.contest", OWNER)
COME_AS_GUEST = declare("guest.come", ANYONE)
READ_CLAIM = declare("claim.read", ANYONE)
MAKE_CLAIM = declare("claim.make", TAKES_PART)
TAKE_CLAIM = declare("claim.take", SIGNED_IN)
INVITE = declare("invitation.manage", role(Role.STAFF), role(Role.ADMINISTRATOR), act=True)
ADMINISTER = declare("administration.enter", role(Role.STAFF), role(Role.ADMINISTRATOR))

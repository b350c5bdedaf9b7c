"""Who asks an office, who answers for it, who passes a request on or takes it back."""

from beffroi.core.actor import Role
from beffroi.core.policy import OFFICE, PUBLIC, declare, role

READ = PUBLIC
ASK = declare("request.ask", role(Role.STAFF), role(Role.ADMINISTRATOR), act=True)
WITHDRAW = declare("request.withdraw", role(Role.STAFF), role(Role.ADMINISTRATOR), act=True)
SEE_DESK = declare("request.desk", OFFICE, role(Role.STAFF), role(Role.ADMINISTRATOR))
ANSWER = declare("request.answer", OFFICE, act=True)
TRANSFER = declare("request.transfer", OFFICE, role(Role.STAFF), role(Role.ADMINISTRATOR), act=True)

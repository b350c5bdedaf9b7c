"""Who answers a questionnaire, who builds it, who reads what people wrote."""

from beffroi.core.actor import Role
from beffroi.core.policy import PUBLIC, TAKES_PART, declare, role

READ = PUBLIC
ANSWER = declare("questionnaire.answer", TAKES_PART, act=True)
BUILD = declare("questionnaire.build", role(Role.STAFF), role(Role.ADMINISTRATOR), act=True)
READ_ANSWERS = declare("questionnaire.answers", role(Role.STAFF), role(Role.ADMINISTRATOR))

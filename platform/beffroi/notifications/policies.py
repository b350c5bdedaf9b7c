"""Who reads messages: each person their own."""

from beffroi.core.policy import OWNER, SIGNED_IN, declare

LIST_MESSAGES = declare("message.list", SIGNED_IN)
READ_MESSAGE = declare("message.read", OWNER)

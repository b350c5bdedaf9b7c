"""The three things a moderator can decide."""

PUBLISH = "publish"
ASK_CHANGE = "ask_change"
REFUSE = "refuse"
OUTCOMES = (PUBLISH, ASK_CHANGE, REFUSE)

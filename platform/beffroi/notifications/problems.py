"""What can go wrong with a message."""

from beffroi.core.i18n import lazy
from beffroi.core.problems import NotFound


class MessageUnknown(NotFound):
    """No such message, or somebody else's: one answer for both."""

    code = "message_unknown"
    title = lazy("Ce message n’existe pas")
    detail = lazy("Vos messages sont tous dans votre espace.")

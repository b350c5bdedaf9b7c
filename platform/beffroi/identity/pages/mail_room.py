"""The embedded mode's mail room: what would have been sent, and the invented accounts."""

from pathlib import Path

from flask import Response, current_app, make_response

from beffroi.core import mail, pages, sms
from beffroi.core.pages import PageBlueprint
from beffroi.core.policy import guarded
from beffroi.core.problems import NotFound
from beffroi.identity import services
from beffroi.identity.policies import READ_MAIL_ROOM
from beffroi.identity.sent_mail import latest_mail, mail_named
from beffroi.identity.sent_sms import latest_sms

# A mail carries its style in itself; it is shown in a box that runs nothing and sends nothing.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; "
    "sandbox allow-popups allow-top-navigation-by-user-activation"
)

blueprint = PageBlueprint("mail_room", __name__)


@blueprint.get("/courrier")
@guarded(READ_MAIL_ROOM)
def mail_room() -> Response:
    """The latest mail first, readable, its links to be followed."""
    return pages.render(
        "identity/mail_room.html",
        mails=latest_mail(_folder()),
        messages=latest_sms(_sms_folder()),
        demo_accounts=services.demo_accounts(),
    )


@blueprint.get("/courrier/<name>")
@guarded(READ_MAIL_ROOM)
def one_mail(name: str) -> Response:
    """A mail as a mail program would draw it."""
    found = mail_named(_folder(), name)
    if found is None:
        raise NotFound
    response = make_response(found.html)
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    return response


def _folder() -> Path:
    """Outside the embedded mode there is no such room."""
    if not services.is_embedded():
        raise NotFound
    return mail.mail_folder(current_app.extensions["beffroi_settings"])


def _sms_folder() -> Path:
    return sms.sms_folder(current_app.extensions["beffroi_settings"])

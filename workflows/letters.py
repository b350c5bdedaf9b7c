"""Writes a mail from its templates, in the language of its reader, outside of any request."""

from typing import Any

from flask import current_app
from flask_babel import force_locale

from beffroi.core.i18n import LANGUAGES, direction
from beffroi.core.mail import Mail


def letter(name: str, to: str, language: str, message_id: str, **context: Any) -> Mail:
    """The mail of `templates/mail/<name>.txt` and `.html`; its first words are its subject."""
    spoken = language if language in LANGUAGES else "fr"
    templates = current_app.jinja_env
    with force_locale(spoken):
        seen = {"locale": spoken, "direction": direction(spoken)} | context
        text = templates.get_template(f"mail/{name}.txt").render(seen)
        html = templates.get_template(f"mail/{name}.html").render(seen)
        subject = templates.get_template(f"mail/{name}.subject.txt").render(seen)
    return Mail(to, subject, text, html, message_id, spoken)

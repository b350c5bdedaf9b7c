"""What is kept of people, why, on which legal basis and for how long: said by the register itself.

Art. 12 to 14 GDPR: in plain words, in one place, before anybody gives anything.
"""

from flask import Response

from beffroi.core import register
from beffroi.core.pages import PageBlueprint, render, shared
from beffroi.core.policy import PUBLIC, guarded
from beffroi.core.register import Record
from beffroi.core.register_words import BASES, CLASSES

blueprint = PageBlueprint("privacy", __name__)


@blueprint.get("/donnees-personnelles")
@guarded(PUBLIC)
def privacy() -> Response:
    """The written text, then a line for each table that holds something of people."""
    return shared(render("portal/privacy.html", groups=_by_class(), bases=BASES))


def _by_class() -> list[tuple[str, list[Record]]]:
    groups: dict[str, list[Record]] = {}
    for record in register.personal_records():
        groups.setdefault(str(CLASSES[record.holds]), []).append(record)
    return list(groups.items())

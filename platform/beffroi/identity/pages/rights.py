"""The pages of a person's rights: what is kept, a copy of it, its erasure; the purge's reports."""

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core.actor import current_actor
from beffroi.core.i18n import _, lazy
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other
from beffroi.core.policy import guarded
from beffroi.core.register import Choice, records
from beffroi.identity.doors import take_cookie
from beffroi.identity.download import archive_file
from beffroi.identity.policies import ERASE_SELF, READ_OWN_DATA, READ_PURGES, TAKE_ARCHIVE
from beffroi.identity.role_names import ROLE_NAMES
from beffroi.identity.schemas.rights import EraseFormSchema
from beffroi.identity.services import archive, erasure, kept_accounts, purges
from beffroi.identity.services.freshness import is_fresh
from beffroi.identity.services.places import place_name

ERASE = "/moi/effacer"

SHELVES = {
    "dormant_account": lazy("Comptes qui ne servent plus"),
    "sent_files": lazy("Fichiers d’e-mails et de SMS du mode embarqué"),
}

blueprint = PageBlueprint("rights", __name__)


@blueprint.get("/moi/donnees")
@guarded(READ_OWN_DATA)
def data() -> Response:
    """What is kept of oneself, why, for how long, and how much of it."""
    return render("identity/rights_data.html", groups=_by_class(archive.holdings(current_actor())))


@blueprint.get("/moi/donnees/archive")
@at_most("10 per hour")
@guarded(TAKE_ARCHIVE)
def take_archive() -> Response:
    """All of it in one file."""
    return archive_file()


@blueprint.get(ERASE)
@guarded(ERASE_SELF)
def erase_page() -> Response:
    """What an erasure does, what stays, and the choice to make."""
    return _erase_page(Form(values={"texts": Choice.ANONYMISE.value}))


@blueprint.post(ERASE)
@at_most("10 per hour")
@guarded(ERASE_SELF)
def erase() -> BaseResponse:
    """Erase, once the word is written and the session is fresh."""
    form = load_form(EraseFormSchema())
    if not form.is_valid:
        return _erase_page(form)
    erasure.erase_self(current_actor(), Choice(form.data["texts"]))
    notice(_("Votre compte est effacé. Si votre adresse est confirmée, un e-mail vous le dit."))
    return take_cookie(see_other("/"))


@blueprint.get("/administration/purges")
@guarded(READ_PURGES)
def purge_reports() -> Response:
    """What the last nights let go, and what the next one will."""
    actor = current_actor()
    return render(
        "identity/rights_purges.html",
        reports=purges.last_purges(actor),
        due=purges.due_now(actor),
        kept=kept_accounts.kept_accounts(actor),
        role_names=ROLE_NAMES,
        place_name=place_name,
        names={record.name: record.what for record in records()} | SHELVES,
    )


def _erase_page(form: Form) -> Response:
    return render(
        "identity/rights_erase.html",
        status=200 if form.is_valid else 422,
        form=form,
        is_fresh=is_fresh(current_actor()),
        staying=[record.stays for record in records() if record.stays is not None],
    )


def _by_class(held: list[archive.Held]) -> list[tuple[str, list[archive.Held]]]:
    groups: dict[str, list[archive.Held]] = {}
    for one in held:
        groups.setdefault(one.class_name, []).append(one)
    return list(groups.items())

"""Writing an idea with others: the team of an idea, its invitations, joining and leaving."""

import uuid

from flask import Response, current_app, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions.policies import END_CO_AUTHOR, FOLLOW, JOIN, READ_INVITATION, SHARE
from beffroi.contributions.schemas.authors import InviteFormSchema, JoinFormSchema
from beffroi.contributions.services import co_authors
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _, language
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid, NotFound, SignInRequired

blueprint = PageBlueprint("co_authors", __name__)


@blueprint.get("/idees/<uuid:idea_id>/co-auteurs")
@guarded(FOLLOW)
def team(idea_id: uuid.UUID) -> Response:
    """Who writes it together."""
    return _team_page(idea_id, Form())


@blueprint.post("/idees/<uuid:idea_id>/co-auteurs")
@at_most("20 per hour")
@guarded(SHARE)
def invite(idea_id: uuid.UUID) -> BaseResponse:
    """A link to hand over, shown this once; or a mail."""
    form = load_form(InviteFormSchema())
    if not form.is_valid:
        return _team_page(idea_id, form)
    email = form.data["email"]
    made, key = co_authors.invite_co_author(current_actor(), idea_id, email, language())
    if email is None:
        public = current_app.extensions["beffroi_settings"].public_url
        return _team_page(idea_id, Form(), link=f"{public}/co-auteurs/{made.id}?cle={key}")
    notice(_("L’invitation part par e-mail. Elle vaut 14 jours."))
    return see_other(f"/idees/{idea_id}/co-auteurs")


@blueprint.post("/idees/<uuid:idea_id>/co-auteurs/<uuid:co_author_id>/retirer")
@guarded(END_CO_AUTHOR)
def end(idea_id: uuid.UUID, co_author_id: uuid.UUID) -> BaseResponse:
    """Leave, or take somebody off one's own idea."""
    actor = current_actor()
    left = co_authors.end_co_author(actor, idea_id, co_author_id)
    if left == actor.person_id:
        notice(_("Vous ne signez plus cette idée avec les autres."))
        return see_other("/moi/idees" if actor.is_signed_in else "/suivi")
    notice(_("Cette personne ne fait plus partie des co-auteurs."))
    return see_other(f"/idees/{idea_id}/co-auteurs")


@blueprint.get("/co-auteurs/<uuid:invitation_id>")
@guarded(READ_INVITATION)
def invited(invitation_id: uuid.UUID) -> Response:
    """What one is asked to sign with others."""
    return _invitation_page(invitation_id, request.args.get("cle", ""), Form())


@blueprint.post("/co-auteurs/<uuid:invitation_id>")
@at_most("20 per minute")
@guarded(JOIN)
def accept(invitation_id: uuid.UUID) -> BaseResponse:
    """Yes: one stands behind it from now on."""
    form, key = load_form(JoinFormSchema()), request.form.get("cle", "")
    if form.is_valid:
        try:
            name, signs = form.data["name"], form.data["signs"] == "oui"
            joined = co_authors.join(current_actor(), invitation_id, key, name, signs=signs)
            notice(_("Vous faites partie des co-auteurs de cette idée."))
            return see_other(f"/idees/{joined.idea_id}/suivi")
        except Invalid as invalid:
            form.errors = {name: list(texts) for name, texts in invalid.errors.items()}
    return _invitation_page(invitation_id, key, form)


def _team_page(idea_id: uuid.UUID, form: Form, link: str = "") -> Response:
    return render(
        "contributions/co_authors.html",
        status=200 if form.is_valid else Invalid.status,
        section="me",
        team=co_authors.team_of(current_actor(), idea_id),
        form=form,
        link=link,
    )


def _invitation_page(invitation_id: uuid.UUID, key: str, form: Form) -> Response:
    """One that was mailed is for whoever it was sent to: they are asked to come in first."""
    actor = current_actor()
    try:
        invitation = co_authors.read_invitation(actor, invitation_id, key)
    except NotFound:
        if not key and not actor.is_known:
            raise SignInRequired from None
        raise
    return render(
        "contributions/invited.html",
        status=200 if form.is_valid else Invalid.status,
        section="ideas",
        invitation=invitation,
        key=key,
        form=form,
    )

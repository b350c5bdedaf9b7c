"""Every way in, the permission it needs and who holds it; and each door refuses whom it should."""

import re
import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from beffroi.cli.routes import Route, routes_of
from beffroi.core import db
from beffroi.identity.services import guests
from beffroi.identity.services.sessions import open_session_of
from tests.factories import grant_role, make_person
from tests.support.people import SignIn

# A permission, who holds it, and the routes behind it. A route that is new, gone or changed
# stops here: write it down, and think of who may come in.
ROUTES: dict[str, tuple[str, str]] = {
    "administration.enter": (
        "staff administrator",
        """
        GET /administration
        """,
    ),
    "assist.contest": (
        "owner",
        """
        PUT /api/v1/me/assisted-acts/<uuid:act_id>/objection
        POST /moi/actes/<uuid:act_id>/contester
        """,
    ),
    "assist.follow": (
        "takes_part",
        """
        GET /api/v1/me/assisted-acts
        GET /moi/actes
        """,
    ),
    "assist.journal": (
        "relay staff",
        """
        GET /api/v1/assisted-acts
        GET /api/v1/assisted-acts/<uuid:act_id>
        GET /relais
        GET /relais/journal
        GET /relais/recu/<uuid:act_id>
        """,
    ),
    "assist.oversee": (
        "staff moderator administrator",
        """
        GET /api/v1/relay-acts
        GET /api/v1/relay-days
        GET /relais/territoire
        """,
    ),
    "assist.record": (
        "relay staff",
        """
        POST /api/v1/assisted-acts
        GET /relais/carnet
        GET|POST /relais/commentaire
        GET|POST /relais/idee
        GET|POST /relais/preuve
        GET /relais/questionnaire
        GET|POST /relais/questionnaire/<uuid:questionnaire_id>
        PUT /api/v1/questionnaires/<uuid:questionnaire_id>/assisted-answers/<uuid:entry>
        GET|POST /relais/soutien
        GET /relais/voix
        GET|POST /relais/voix/<uuid:voice_id>
        GET /relais/voix/<uuid:voice_id>/son
        POST /relais/recu/<uuid:act_id>/envoyer
        """,
    ),
    "block.answer": (
        "moderator administrator office",
        """
        PUT /api/v1/blocks/<uuid:block_id>/answer
        POST /moderation/suspensions/<uuid:block_id>
        """,
    ),
    "block.appeal": (
        "takes_part",
        """
        GET /api/v1/me/blocks
        POST /api/v1/me/blocks/<uuid:block_id>/appeal
        GET /moi/suspension
        POST /moi/suspension/<uuid:block_id>/contester
        """,
    ),
    "block.list": (
        "moderator administrator office",
        """
        GET /api/v1/blocks
        GET /api/v1/blocks/<uuid:block_id>
        GET /moderation/suspensions
        GET /moderation/suspensions/<uuid:block_id>
        """,
    ),
    "call.conclude": (
        "staff administrator office",
        """
        GET|POST /administration/appels/<slug:slug>/conclusion
        POST /administration/appels/<slug:slug>/conclusion/accord
        PUT /api/v1/calls/<slug:slug>/conclusion
        PUT /api/v1/calls/<slug:slug>/conclusion/agreement
        """,
    ),
    "call.speak": (
        "owner",
        """
        PUT /api/v1/calls/<slug:slug>/joint-text
        PUT /api/v1/calls/<slug:slug>/joint-text/agreement
        GET|POST /appels/<slug:slug>/texte-commun
        POST /appels/<slug:slug>/texte-commun/accord
        """,
    ),
    "call.shape_form": (
        "staff administrator",
        """
        GET /administration/appels/<slug:slug>/champs
        GET|POST /administration/appels/<slug:slug>/champs/<field_id>
        POST /administration/appels/<slug:slug>/champs/<field_id>/place
        PUT /api/v1/calls/<slug:slug>/fields
        """,
    ),
    "call.announce": (
        "staff administrator",
        """
        GET /administration/appels
        GET /administration/appels/<slug:slug>
        GET /administration/appels/<slug:slug>/apercu
        GET|POST /administration/appels/<slug:slug>/calendrier
        POST /administration/appels/<slug:slug>/calendrier/<int:position>/retirer
        GET|POST /administration/appels/<slug:slug>/corriger
        GET|POST /administration/appels/<slug:slug>/decision
        GET|POST /administration/appels/<slug:slug>/mots
        POST /administration/appels/<slug:slug>/porte-parole
        POST /administration/appels/<slug:slug>/porte-parole/<uuid:person_id>/retirer
        GET|POST /administration/appels/<slug:slug>/prolonger
        GET|POST /administration/appels/<slug:slug>/public
        POST /administration/appels/<slug:slug>/publier
        POST /administration/appels/<slug:slug>/retirer
        GET|POST /administration/appels/nouveau
        GET /api/v1/call-preparations
        POST /api/v1/calls
        PATCH /api/v1/calls/<slug:slug>
        DELETE /api/v1/calls/<slug:slug>
        POST /api/v1/calls/<slug:slug>/corrections
        PUT /api/v1/calls/<slug:slug>/phases
        GET /api/v1/calls/<slug:slug>/preparation
        POST /api/v1/calls/<slug:slug>/prolongations
        POST /api/v1/calls/<slug:slug>/publication
        POST /api/v1/calls/<slug:slug>/speakers
        DELETE /api/v1/calls/<slug:slug>/speakers/<uuid:person_id>
        """,
    ),
    "case.decide": (
        "moderator",
        """
        POST /api/v1/cases/<uuid:case_id>/decision
        POST /moderation/<uuid:case_id>
        """,
    ),
    "case.list": (
        "moderator",
        """
        GET /api/v1/cases
        GET /moderation
        """,
    ),
    "case.read": (
        "moderator",
        """
        GET /api/v1/cases/<uuid:case_id>
        GET /moderation/<uuid:case_id>
        """,
    ),
    "claim.make": (
        "takes_part",
        """
        POST /api/v1/claims
        GET|POST /suivi/code
        POST /suivi/compte
        """,
    ),
    "claim.read": (
        "anyone",
        """
        POST /api/v1/claims/acts
        GET|POST /suivi
        """,
    ),
    "claim.take": (
        "signed_in",
        """
        PUT /api/v1/me/claims
        GET|POST /suivi/rattacher
        """,
    ),
    "comment.revise": (
        "owner",
        """
        PUT /api/v1/comments/<uuid:comment_id>/text
        GET|POST /idees/<uuid:idea_id>/commentaires/<uuid:comment_id>/modifier
        """,
    ),
    "comment.withdraw": (
        "owner",
        """
        DELETE /api/v1/comments/<uuid:comment_id>
        GET|POST /idees/<uuid:idea_id>/commentaires/<uuid:comment_id>/retirer
        """,
    ),
    "connection.end": (
        "owner",
        """
        DELETE /api/v1/me/connections/<uuid:connection_id>
        POST /moi/connexions/<uuid:connection_id>/retirer
        """,
    ),
    "connection.make": (
        "signed_in",
        """
        POST /moi/connexions/<slug:provider>
        """,
    ),
    "draft.drop": (
        "owner",
        """
        DELETE /api/v1/me/drafts/<uuid:draft_id>
        POST /moi/brouillons/<uuid:draft_id>/effacer
        """,
    ),
    "draft.list_own": (
        "takes_part",
        """
        GET /api/v1/me/drafts
        """,
    ),
    "guardian.answer": (
        "anyone",
        """
        GET|POST /accord/<token>
        POST /api/v1/guardian-answers
        """,
    ),
    "guardian.ask": (
        "anyone",
        """
        POST /api/v1/guardian-requests
        GET|POST /connexion/moins-de-15-ans
        GET /connexion/moins-de-15-ans/envoye
        """,
    ),
    "guardian.say": (
        "takes_part",
        """
        PUT /api/v1/me/guardian
        """,
    ),
    "guest.come": (
        "anyone",
        """
        POST /api/v1/codes
        POST /api/v1/guest-sessions
        GET /i/<code>
        GET|POST /participer
        GET|POST /participer/code
        GET|POST /participer/invitation
        GET|POST /participer/sms
        """,
    ),
    "idea.comment": (
        "takes_part",
        """
        POST /api/v1/ideas/<uuid:idea_id>/comments
        POST /idees/<uuid:idea_id>/commentaires
        """,
    ),
    "idea.end_co_author": (
        "owner",
        """
        DELETE /api/v1/ideas/<uuid:idea_id>/co-authors/<uuid:co_author_id>
        POST /idees/<uuid:idea_id>/co-auteurs/<uuid:co_author_id>/retirer
        """,
    ),
    "idea.follow": (
        "owner",
        """
        GET /api/v1/ideas/<uuid:idea_id>/co-authors
        GET /idees/<uuid:idea_id>/co-auteurs
        PUT /api/v1/ideas/<uuid:idea_id>/author
        GET /api/v1/ideas/<uuid:idea_id>/split
        GET /api/v1/ideas/<uuid:idea_id>/tracking
        GET /idees/<uuid:idea_id>/partage
        GET|POST /idees/<uuid:idea_id>/suivi
        """,
    ),
    "idea.have_written": (
        "takes_part",
        """
        PUT /api/v1/calls/<slug:slug>/told-ideas/<uuid:draft_id>/writing-request
        """,
    ),
    "idea.join": (
        "takes_part",
        """
        PUT /api/v1/co-author-invitations/<uuid:invitation_id>/acceptance
        POST /co-auteurs/<uuid:invitation_id>
        """,
    ),
    "idea.keep_informed": (
        "takes_part",
        """
        PUT /api/v1/ideas/<uuid:idea_id>/following
        POST /idees/<uuid:idea_id>/suivre
        """,
    ),
    "idea.list_own": (
        "signed_in",
        """
        GET /api/v1/me/ideas
        GET /moi/idees
        """,
    ),
    "idea.move": (
        "staff administrator",
        """
        POST /administration/idees/<uuid:idea_id>/objection
        GET /administration/idees/<uuid:idea_id>/partager
        GET|POST /administration/idees/<uuid:idea_id>/rassembler
        GET /administration/idees/<uuid:idea_id>/reunir
        GET /administration/idees/<uuid:idea_id>/separer
        POST /administration/idees/<uuid:idea_id>/partager
        POST /administration/idees/<uuid:idea_id>/reunir
        POST /administration/idees/<uuid:idea_id>/separer
        POST /api/v1/ideas/<uuid:idea_id>/forwards
        POST /api/v1/inbox/ideas/<uuid:idea_id>/merges
        POST /api/v1/inbox/ideas/<uuid:idea_id>/parts
        PUT /api/v1/ideas/<uuid:idea_id>/stage
        PUT /api/v1/inbox/ideas/<uuid:idea_id>/gathering
        PUT /api/v1/inbox/ideas/<uuid:idea_id>/objection
        PUT /api/v1/inbox/ideas/<uuid:idea_id>/separation
        POST /idees/<uuid:idea_id>/etape
        POST /idees/<uuid:idea_id>/proposer
        """,
    ),
    "idea.read_invitation": (
        "anyone",
        """
        GET /co-auteurs/<uuid:invitation_id>
        """,
    ),
    "idea.revise": (
        "owner",
        """
        POST /api/v1/ideas/<uuid:idea_id>/photos
        DELETE|PUT /api/v1/ideas/<uuid:idea_id>/photos/<uuid:photo_id>
        PUT /api/v1/ideas/<uuid:idea_id>/split
        PUT /api/v1/ideas/<uuid:idea_id>/text
        GET|POST /idees/<uuid:idea_id>/modifier
        POST /idees/<uuid:idea_id>/partage
        GET|POST /idees/<uuid:idea_id>/photos
        POST /idees/<uuid:idea_id>/photos/<uuid:photo_id>
        POST /idees/<uuid:idea_id>/photos/<uuid:photo_id>/retirer
        """,
    ),
    "idea.share": (
        "owner",
        """
        POST /api/v1/ideas/<uuid:idea_id>/co-author-invitations
        POST /idees/<uuid:idea_id>/co-auteurs
        """,
    ),
    "idea.submit": (
        "anyone",
        """
        POST /api/v1/calls/<slug:slug>/told-ideas
        GET /api/v1/calls/<slug:slug>/told-ideas/<uuid:draft_id>
        POST /api/v1/calls/<slug:slug>/told-ideas/<uuid:draft_id>/idea
        POST /api/v1/ideas
        GET|POST /appels/<slug:slug>/proposer
        POST /appels/<slug:slug>/proposer/ressemble
        GET|POST /appels/<slug:slug>/proposer/<uuid:draft_id>/contact
        GET|POST /appels/<slug:slug>/proposer/<uuid:draft_id>/lieu
        GET /appels/<slug:slug>/proposer/<uuid:draft_id>/merci
        GET|POST /appels/<slug:slug>/proposer/<uuid:draft_id>/photos
        POST /appels/<slug:slug>/proposer/<uuid:draft_id>/photos/<uuid:photo_id>
        GET /appels/<slug:slug>/proposer/<uuid:draft_id>/photos/<uuid:photo_id>/<int:side>
        POST /appels/<slug:slug>/proposer/<uuid:draft_id>/photos/<uuid:photo_id>/retirer
        GET|POST /appels/<slug:slug>/proposer/<uuid:draft_id>/voix
        POST /appels/<slug:slug>/proposer/<uuid:draft_id>/voix/relais
        POST /appels/<slug:slug>/proposer/<uuid:draft_id>/voix/retirer
        GET /appels/<slug:slug>/proposer/<uuid:draft_id>/voix/son
        POST /appels/<slug:slug>/proposer/voix
        """,
    ),
    "idea.support": (
        "takes_part",
        """
        PUT /api/v1/ideas/<uuid:idea_id>/support
        POST /idees/<uuid:idea_id>/soutien
        """,
    ),
    "idea.withdraw": (
        "owner",
        """
        DELETE /api/v1/ideas/<uuid:idea_id>
        GET|POST /idees/<uuid:idea_id>/retirer
        """,
    ),
    "inbox.sort": (
        "staff administrator",
        """
        DELETE /api/v1/inbox/ideas/<uuid:idea_id>/tags/<uuid:tag_id>
        DELETE /api/v1/inbox/notes/<uuid:note_id>
        GET /administration/etiquettes
        GET /administration/idees
        GET /administration/idees/<uuid:idea_id>
        GET /administration/idees/lots/<uuid:bulk_id>
        GET /api/v1/inbox/batches/<uuid:bulk_id>
        GET /api/v1/inbox/ideas
        GET /api/v1/inbox/ideas/<uuid:idea_id>
        GET /api/v1/inbox/tags
        POST /administration/etiquettes/<uuid:tag_id>
        POST /administration/idees/<uuid:idea_id>/etiquettes
        POST /administration/idees/<uuid:idea_id>/etiquettes/<uuid:tag_id>/retirer
        POST /administration/idees/<uuid:idea_id>/notes
        POST /administration/idees/<uuid:idea_id>/responsable
        POST /administration/idees/lots
        POST /administration/idees/lots/<uuid:bulk_id>
        POST /administration/idees/notes/<uuid:note_id>/retirer
        POST /api/v1/inbox/batches
        POST /api/v1/inbox/ideas/<uuid:idea_id>/notes
        PUT /api/v1/inbox/batches/<uuid:bulk_id>/confirmation
        PUT /api/v1/inbox/ideas/<uuid:idea_id>/assignee
        PUT /api/v1/inbox/ideas/<uuid:idea_id>/tags
        PUT /api/v1/inbox/tags/<uuid:tag_id>
        """,
    ),
    "invitation.manage": (
        "staff administrator",
        """
        DELETE /api/v1/invitation-batches/<uuid:batch_id>
        GET|POST /api/v1/invitation-batches
        GET|POST /administration/invitations
        POST /administration/invitations/<uuid:batch_id>/arreter
        """,
    ),
    "language.choose": (
        "anyone",
        """
        POST /langue
        """,
    ),
    "letter.print": (
        "relay staff",
        """
        GET|POST /administration/courriers
        POST /administration/courriers/<uuid:letter_id>/ecarter
        GET /api/v1/letters
        DELETE /api/v1/letters/<uuid:letter_id>
        POST /api/v1/letters/printed
        POST /api/v1/letters/sheets
        """,
    ),
    "mail_room.read": (
        "anyone",
        """
        GET /courrier
        GET /courrier/<name>
        """,
    ),
    "message.list": (
        "signed_in",
        """
        GET /api/v1/me/messages
        GET /moi/messages
        POST /moi/messages/lus
        """,
    ),
    "message.read": (
        "owner",
        """
        PUT /api/v1/me/messages/<uuid:message_id>/read
        POST /moi/messages/<uuid:message_id>/ouvrir
        """,
    ),
    "office.hold": (
        "signed_in",
        """
        GET /api/v1/me/offices
        PUT /api/v1/me/offices/<uuid:term_id>/name
        GET /moi/mandats
        POST /moi/mandats/<uuid:term_id>/nom
        """,
    ),
    "office.name": (
        "staff administrator",
        """
        GET|POST /administration/mandats
        POST /administration/mandats/<uuid:term_id>/fin
        PUT /api/v1/office-terms/<uuid:term_id>/end
        POST /api/v1/offices/<slug:slug>/terms
        """,
    ),
    "password.change": (
        "signed_in",
        """
        DELETE /api/v1/me/password
        PUT /api/v1/me/password
        GET|POST /moi/mot-de-passe
        POST /moi/mot-de-passe/retirer
        """,
    ),
    "person.block": (
        "moderator administrator",
        """
        POST /api/v1/cases/<uuid:case_id>/author-block
        POST /api/v1/people/<uuid:person_id>/blocks
        GET|POST /moderation/<uuid:case_id>/suspendre
        """,
    ),
    "person.change_self": (
        "signed_in",
        """
        PUT /api/v1/me
        POST /moi
        """,
    ),
    "person.erase": (
        "signed_in",
        """
        DELETE /api/v1/me
        GET|POST /moi/effacer
        """,
    ),
    "person.export": (
        "signed_in",
        """
        GET /api/v1/me/archive
        GET /moi/donnees/archive
        """,
    ),
    "person.read": (
        "administrator",
        """
        GET /administration/personnes/<uuid:person_id>
        GET /api/v1/people/<uuid:person_id>
        POST /api/v1/people/search
        GET|POST /administration/personnes/<uuid:person_id>/suspendre
        POST /administration/personnes/chercher
        """,
    ),
    "person.read_data": (
        "signed_in",
        """
        GET /api/v1/me/data
        GET /moi/donnees
        """,
    ),
    "person.see_self": (
        "signed_in",
        """
        GET /api/v1/me
        GET /api/v1/me/connections
        GET /api/v1/me/sessions
        GET /moi
        GET /moi/connexions
        GET /moi/sessions
        """,
    ),
    "program.authorize": (
        "signed_in",
        """
        GET /api/v1/me/programs
        DELETE /api/v1/me/programs/<uuid:program_id>
        GET /moi/programmes
        POST /moi/programmes/<uuid:program_id>/retirer
        GET|POST /oauth/authorize
        """,
    ),
    "program.register": (
        "administrator",
        """
        GET|POST /administration/programmes
        POST /administration/programmes/<uuid:program_id>/revoquer
        POST /administration/programmes/<uuid:program_id>/secret
        GET|POST /api/v1/programs
        DELETE /api/v1/programs/<uuid:program_id>
        POST /api/v1/programs/<uuid:program_id>/secret
        """,
    ),
    "program.token": (
        "anyone",
        """
        POST /oauth/introspect
        POST /oauth/revoke
        POST /oauth/token
        """,
    ),
    "proof.check": (
        "relay staff",
        """
        POST /api/v1/desk-checks
        GET|POST /relais/verifier
        """,
    ),
    "proof.give": (
        "takes_part",
        """
        GET|PUT /api/v1/calls/<slug:slug>/age
        POST /api/v1/me/desk-code
        DELETE /api/v1/me/guardian
        POST /api/v1/me/proofs/address
        DELETE /api/v1/me/proofs/<uuid:proof_id>
        GET|POST /appels/<slug:slug>/age
        POST /api/v1/me/proofs/declared-age
        POST /api/v1/me/proofs/letter
        POST /api/v1/me/proofs/postal-code
        POST /api/v1/me/proofs/roll
        GET|POST /moi/preuves/adresse
        POST /moi/preuves/age
        GET|POST /moi/preuves/<uuid:proof_id>/corriger
        GET|POST /moi/preuves/courrier
        POST /moi/preuves/courrier/code
        GET|POST /moi/preuves/guichet
        GET|POST /moi/preuves/liste
        POST /moi/preuves/quinze-ans
        """,
    ),
    "proof.see": (
        "takes_part",
        """
        GET /api/v1/me/proofs
        GET /moi/preuves
        """,
    ),
    "public.read": (
        "anyone",
        """
        GET /
        GET /.well-known/oauth-authorization-server
        GET /accessibilite
        GET /aide
        GET /api/docs
        GET /api/docs/<slug:theme>
        GET /api/openapi.json
        GET /api/v1/calls
        GET /api/v1/calls/<slug:slug>
        GET /api/v1/calls/<slug:slug>/fields
        GET /api/v1/calls/<slug:slug>/ideas.geojson
        GET /api/v1/calls/<slug:slug>/questionnaires
        GET /api/v1/comments.csv
        GET /api/v1/comments.jsonl
        GET /api/v1/calls/<slug:slug>/changes
        GET /api/v1/calls/<slug:slug>/conclusion
        GET /api/v1/comments/<uuid:comment_id>
        GET /api/v1/contracts
        GET /api/v1/ideas
        GET /api/v1/ideas.csv
        GET /api/v1/ideas.jsonl
        POST /api/v1/ideas/similar
        GET /api/v1/ideas/<uuid:idea_id>
        GET /api/v1/ideas/<uuid:idea_id>/comments
        GET /api/v1/ideas/<uuid:idea_id>/history
        GET /api/v1/ideas/<uuid:idea_id>/text
        GET /api/v1/ideas/<uuid:idea_id>/versions
        GET /api/v1/ideas/<uuid:idea_id>/versions/<int:version>
        GET /api/v1/neighbourhoods
        GET /api/v1/neighbourhoods/<slug:slug>
        GET /api/v1/office-figures
        GET /api/v1/office-figures.csv
        GET /api/v1/offices
        GET /api/v1/questionnaires/<uuid:questionnaire_id>
        GET /api/v1/questionnaires/<uuid:questionnaire_id>/results
        GET /api/v1/requests
        GET /api/v1/requests/<uuid:request_id>
        GET /api/v1/structures
        GET /api/v1/themes
        GET /appels/<slug:slug>
        GET /appels/<slug:slug>/papier
        GET /appels/<slug:slug>/questionnaires/<uuid:questionnaire_id>
        GET /appels/<slug:slug>/questionnaires/<uuid:questionnaire_id>/papier
        GET /appels/<slug:slug>/questionnaires/<uuid:questionnaire_id>/resultats
        GET /charte
        GET /donnees-personnelles
        GET /galerie
        GET /idees
        GET /idees/<uuid:idea_id>
        GET /idees/<uuid:idea_id>/photos/<uuid:photo_id>/<int:side>
        GET /idees/<uuid:idea_id>/voix
        GET /idees/<uuid:idea_id>/versions
        GET /idees/<uuid:idea_id>/commentaires/<uuid:comment_id>
        GET /institutions
        GET /mentions-legales
        GET /metrics
        GET /quartiers
        GET /quartiers/<slug:slug>
        GET /relais/sw.js
        GET /reponses-attendues
        GET /reponses-attendues/<slug:slug>
        GET /sante
        GET /static/<digest>/<path:name>
        """,
    ),
    "purge.read": (
        "administrator",
        """
        GET /administration/purges
        GET /api/v1/purges
        """,
    ),
    "questionnaire.answer": (
        "takes_part",
        """
        DELETE /api/v1/questionnaires/<uuid:questionnaire_id>/answers
        GET /api/v1/questionnaires/<uuid:questionnaire_id>/answers
        PUT /api/v1/questionnaires/<uuid:questionnaire_id>/answers
        POST /appels/<slug:slug>/questionnaires/<uuid:questionnaire_id>
        GET /appels/<slug:slug>/questionnaires/<uuid:questionnaire_id>/merci
        POST /appels/<slug:slug>/questionnaires/<uuid:questionnaire_id>/retirer
        """,
    ),
    "questionnaire.answers": (
        "staff administrator",
        """
        GET /administration/questionnaires/<uuid:questionnaire_id>/croiser
        GET /administration/questionnaires/<uuid:questionnaire_id>/textes/<question_id>
        GET /api/v1/questionnaires/<uuid:questionnaire_id>/sheets.csv
        GET /api/v1/questionnaires/<uuid:questionnaire_id>/sheets.json
        """,
    ),
    "questionnaire.build": (
        "staff administrator",
        """
        GET|POST /administration/appels/<slug:slug>/questionnaires
        GET|POST /administration/questionnaires/<uuid:questionnaire_id>
        POST /administration/questionnaires/<uuid:questionnaire_id>/etat
        GET|POST /administration/questionnaires/<uuid:questionnaire_id>/q/<question_id>
        GET|POST /administration/questionnaires/<uuid:questionnaire_id>/q/<question_id>/condition
        POST /administration/questionnaires/<uuid:questionnaire_id>/q/<question_id>/condition/fin
        POST /administration/questionnaires/<uuid:questionnaire_id>/q/<question_id>/place
        GET /administration/questionnaires
        POST /api/v1/calls/<slug:slug>/questionnaires
        DELETE /api/v1/questionnaires/<uuid:questionnaire_id>
        PUT /api/v1/questionnaires/<uuid:questionnaire_id>/description
        PUT /api/v1/questionnaires/<uuid:questionnaire_id>/publication
        PUT /api/v1/questionnaires/<uuid:questionnaire_id>/questions
        """,
    ),
    "request.answer": (
        "office",
        """
        POST /a-repondre/<uuid:request_id>
        POST /a-repondre/<uuid:request_id>/recue
        PUT /api/v1/requests/<uuid:request_id>/acknowledgement
        POST /api/v1/requests/<uuid:request_id>/answers
        """,
    ),
    "request.ask": (
        "staff administrator",
        """
        POST /api/v1/requests
        POST /idees/<uuid:idea_id>/demande
        """,
    ),
    "request.desk": (
        "office staff administrator",
        """
        GET /a-repondre
        GET /a-repondre/<uuid:request_id>
        GET /api/v1/me/requests
        GET /api/v1/requests/<uuid:request_id>/desk
        """,
    ),
    "request.transfer": (
        "office staff administrator",
        """
        POST /a-repondre/<uuid:request_id>/transmettre
        POST /api/v1/requests/<uuid:request_id>/transfer
        """,
    ),
    "request.withdraw": (
        "staff administrator",
        """
        POST /a-repondre/<uuid:request_id>/retirer
        PUT /api/v1/requests/<uuid:request_id>/withdrawal
        """,
    ),
    "role.grant": (
        "administrator",
        """
        GET|POST /administration/personnes
        POST /administration/roles/<uuid:grant_id>/fin
        GET|POST /api/v1/role-grants
        DELETE /api/v1/role-grants/<uuid:grant_id>
        """,
    ),
    "roll.import": (
        "staff administrator",
        """
        GET|POST /administration/listes
        POST /administration/listes/<uuid:roll_id>/effacer
        GET|POST /api/v1/rolls
        DELETE /api/v1/rolls/<uuid:roll_id>
        """,
    ),
    "second_key.give": (
        "in_session",
        """
        PUT /api/v1/me/second-factor
        GET|POST /connexion/code
        """,
    ),
    "second_key.set": (
        "signed_in",
        """
        DELETE /api/v1/me/second-factor
        POST /api/v1/me/second-factor
        POST /api/v1/me/second-factor/recovery-codes
        GET|POST /moi/deuxieme-cle
        POST /moi/deuxieme-cle/codes
        POST /moi/deuxieme-cle/confirmer
        POST /moi/deuxieme-cle/retirer
        """,
    ),
    "session.close": (
        "owner",
        """
        DELETE /api/v1/me/sessions
        DELETE /api/v1/me/sessions/<uuid:session_id>
        POST /moi/sessions/<uuid:session_id>/fermer
        POST /moi/sessions/fermer-les-autres
        """,
    ),
    "session.leave": (
        "anyone",
        """
        POST /deconnexion
        GET /deconnexion/depart
        GET /deconnexion/retour
        """,
    ),
    "session.open": (
        "anyone",
        """
        POST /api/v1/sessions
        POST /api/v1/sessions/password
        POST /api/v1/sign-in-links
        GET|POST /connexion
        POST /connexion/demo
        GET /connexion/envoye
        GET|POST /connexion/lien/<token>
        GET|POST /connexion/mot-de-passe
        POST /connexion/par/<slug:provider>
        GET /connexion/par/<slug:provider>/depart
        GET /connexion/par/<slug:provider>/envoye
        GET /connexion/par/<slug:provider>/retour
        GET|POST /connexion/relier/<token>
        """,
    ),
}

TURNED_AWAY = {401, 403}
ASK_FOR_A_SECRET = {"/oauth/introspect", "/oauth/revoke"}  # of the program, past the door
ACCOUNT = {"signed_in", "in_session", "takes_part", "owner"}
GRANTED = ("relay", "council_member", "moderator", "staff", "administrator")
ROLES: dict[str, set[str]] = {
    "anonymous": set(),
    "guest": {"takes_part", "owner"},
    "resident": ACCOUNT,
    **{role: ACCOUNT | {role} for role in GRANTED},
}
SAMPLES = {
    "slug": "cite-des-brebis",
    "uuid": str(uuid.UUID(int=7 << 76 | 2 << 62)),
    "path": "x",
    "int": "320",
}


def written_down() -> Iterator[Route]:
    """The table, a line a route."""
    for permission, (holders, lines) in ROUTES.items():
        for line in lines.split("\n"):
            methods, _, path = line.strip().partition(" ")
            for method in filter(None, methods.split("|")):
                yield Route(method, path, permission, tuple(holders.split()))


def somewhere(path: str) -> str:
    """The path with something believable in its holes."""
    filled = re.sub(r"<(\w+):\w+>", lambda hole: SAMPLES[hole[1]], path)
    return re.sub(r"<\w+>", "x", filled)


def client_of(role: str, app: Flask, sign_in: SignIn) -> FlaskClient:
    """Somebody who holds that and no more."""
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    if role == "guest":
        guest = guests.make_guest("fr")
        _session, secret = open_session_of(guest, "", "code", is_guest=True)
        db.session().commit()
        client.set_cookie("beffroi_session", secret)
    if role in {"anonymous", "guest"}:
        return client
    person = make_person()
    if role != "resident":
        grant_role(person, role, "platform", "*")
    return sign_in(person)


def expected_of_refusal(route: Route, role: str) -> tuple[int, str]:
    """A guest may still open an account: they are led to that door."""
    if role not in {"anonymous", "guest"}:
        return 403, ""
    door = "/participer" if "takes_part" in route.holders else "/connexion"
    return (401, "") if route.path.startswith("/api/") else (303, f"{door}?suite=")


@pytest.fixture
def database_url(one_database: str) -> str:
    """Who may come in does not depend on the database."""
    return one_database


def test_every_route_is_written_down_with_who_may_use_it(app: Flask) -> None:
    listed, known = set(routes_of(app)), set(written_down())
    assert sorted(map(str, listed - known)) == []
    assert sorted(map(str, known - listed)) == []


def test_no_route_has_two_lines() -> None:
    ways = [(route.method, route.path) for route in written_down()]
    assert len(ways) == len(set(ways))


@pytest.mark.parametrize("role", ROLES)
def test_every_door_refuses_who_does_not_hold_it(role: str, app: Flask, sign_in: SignIn) -> None:
    client = client_of(role, app, sign_in)
    wrong = {}
    for route in written_down():
        if set(route.holders) & (ROLES[role] | {"anyone"}):
            continue
        answer = client.open(somewhere(route.path), method=route.method)
        status, door = expected_of_refusal(route, role)
        got = answer.status_code, (answer.location or "")[: len(door)]
        if got != (status, door):
            wrong[str(route)] = got
    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_every_door_lets_in_who_could_hold_it(role: str, app: Flask, sign_in: SignIn) -> None:
    client = client_of(role, app, sign_in)
    wrong = {}
    for route in written_down():
        if not set(route.holders) & (ROLES[role] | {"anyone"}) or route.path == "/deconnexion":
            continue
        if route.path in ASK_FOR_A_SECRET:
            continue
        answer = client.open(somewhere(route.path), method=route.method)
        if answer.status_code in TURNED_AWAY or answer.status_code >= 500:
            wrong[str(route)] = answer.status_code
    assert wrong == {}


def test_a_door_is_shut_to_a_method_it_does_not_know(app: Flask) -> None:
    client = app.test_client()
    for path in {route.path for route in written_down()}:
        assert client.open(somewhere(path), method="PROPFIND").status_code in {404, 405}, path

"""Where the matrix expects something else than what holders say, each with its reason."""

# What a suspension shuts: to write, to support, and what one does with a role.
ACTS = {
    "call.conclude", "call.shape_form", "call.speak",
    "assist.record", "block.answer", "call.announce", "case.decide", "comment.revise",
    "idea.comment", "idea.have_written", "idea.join", "idea.move", "idea.revise", "idea.share",
    "idea.submit",
    "idea.support", "invitation.manage",
    "letter.print", "office.name", "person.block", "program.register", "proof.check",
    "questionnaire.answer", "questionnaire.build",
    "inbox.sort",
    "request.answer", "request.ask", "request.transfer", "request.withdraw", "role.grant",
    "roll.import",
}  # fmt: skip

# For whoever administers the whole platform. Somebody is suspended by their id without a text of
# theirs; the nightly purge passes over all territories at once.
OF_THE_PLATFORM = {
    "/administration/personnes/<uuid:person_id>/suspendre",
    "/administration/purges",
    "/api/v1/people/<uuid:person_id>/blocks",
    "/api/v1/purges",
}

# People lie in no territory: whoever gives roles somewhere finds whom to give them to by their
# address. They see a name, and of roles and suspensions those of their own places.
OF_NO_PLACE = {
    "/administration/personnes/<uuid:person_id>",
    "/administration/personnes/chercher",
    "/api/v1/people/<uuid:person_id>",
    "/api/v1/people/search",
}

# Refused by the page of the form, which says why; the matrix sees to it that nothing changed.
SAID_OTHERWISE = {
    "POST /administration/personnes": 422,  # the place is not among those one administers
    "POST /administration/programmes": 422,  # the same
    "POST /administration/courriers": 303,  # letters of other places are passed over
}

# Let in, then nothing is found there, for everybody.
NOT_THERE = {
    "/api/v1/calls/<slug:slug>/conclusion",  # the call of the village is not concluded
    "/co-auteurs/<uuid:invitation_id>",  # without the key of its link
    "/appels/<slug:slug>/proposer/<uuid:draft_id>/merci",  # the draft of the village is not sent
    # nobody has answered the questionnaire of the village
    "/appels/<slug:slug>/questionnaires/<uuid:questionnaire_id>/merci",
    # the draft that is named was written, not told
    "/appels/<slug:slug>/proposer/<uuid:draft_id>/voix/son",
    # the picture that is named lies with an idea
    "/appels/<slug:slug>/proposer/<uuid:draft_id>/photos/<uuid:photo_id>/<int:side>",
    # what one of the staff prepared is seen by nobody else
    "/administration/idees/lots/<uuid:bulk_id>",
    "/api/v1/inbox/batches/<uuid:bulk_id>",
    "/api/v1/inbox/batches/<uuid:bulk_id>/confirmation",
    "/api/docs/<slug:theme>",  # no theme of the API is called as a call is
    "/courrier/<name>",  # no mail has this name
    "/static/<digest>/<path:name>",  # no file either
}

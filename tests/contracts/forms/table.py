"""Every form of the site, by its endpoint, from the tables of its slices."""

from tests.contracts.forms import (
    asked,
    calls,
    guests,
    inbox,
    offices,
    photos,
    proofs,
    questions,
    relay,
    texts,
    ways_in,
)

FORMS = {
    **asked.FORMS,
    **calls.FORMS,
    **guests.FORMS,
    **inbox.FORMS,
    **offices.FORMS,
    **photos.FORMS,
    **proofs.FORMS,
    **questions.FORMS,
    **relay.FORMS,
    **texts.FORMS,
    **ways_in.FORMS,
}

# The same for programs, where a file goes with what is said of it.
UPLOADS = photos.UPLOADS

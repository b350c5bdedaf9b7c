"""Every form of the site, by its endpoint, from the tables of its slices."""

from tests.contracts.forms import guests, offices, proofs, relay, texts, ways_in

FORMS = {
    **guests.FORMS,
    **offices.FORMS,
    **proofs.FORMS,
    **relay.FORMS,
    **texts.FORMS,
    **ways_in.FORMS,
}

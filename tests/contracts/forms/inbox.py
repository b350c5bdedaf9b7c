"""The forms of the inbox."""

from tests.contracts.bodies.kinds import Form

IDEA = "/administration/idees/{public_idea}"

FORMS = {
    "inbox_sorting.assign": Form(
        f"{IDEA}/responsable", "staff", {"person": "{staff_person}"}
    ),
    "inbox_sorting.tag": Form(f"{IDEA}/etiquettes", "staff", {"label": "Éclairage"}),
    "inbox_sorting.untag": Form(f"{IDEA}/etiquettes/{{tag}}/retirer", "staff"),
    "inbox_sorting.note": Form(
        f"{IDEA}/notes", "staff", {"body": "À revoir avec le bailleur."}
    ),
    "inbox_sorting.drop_note": Form("/administration/idees/notes/{note}/retirer", "staff"),
    "inbox_sorting.rename_tag": Form(
        "/administration/etiquettes/{tag}", "staff", {"label": "Voirie"}
    ),
    "inbox_batches.prepare": Form(
        "/administration/idees/lots", "staff", {"act": "tag", "tag": "Mobilier urbain"},
        {"ideas": "{public_idea}", "q": ""},
    ),
    "inbox_batches.confirm": Form(
        "/administration/idees/lots/{bulk}", "staff", {"digest": "{bulk_digest}"}
    ),
}  # fmt: skip

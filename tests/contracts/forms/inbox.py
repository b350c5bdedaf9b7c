"""The forms of the inbox."""

from tests.contracts.bodies.kinds import Form

WHY = "Elles disent la même chose."
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
    "merging.join": Form(
        "/administration/idees/{unasked_idea}/reunir", "staff",
        {"target": "{public_idea}", "reason": WHY},
    ),
    "merging.separate": Form(
        "/administration/idees/{merged_idea}/separer", "staff", {"reason": WHY}
    ),
    "splitting.gather": Form(
        "/administration/idees/{cut_idea}/rassembler", "staff", {"reason": WHY}
    ),
    "splitting.answer": Form(
        "/administration/idees/{contested_idea}/objection", "staff", {"reason": WHY}
    ),
    "splits.answer": Form(
        "/idees/{cut_idea}/partage", "resident", {"words": "Un seul projet."},
        {"agrees": "false"}, frozenset({"words"}),
    ),
    "splitting.split": Form(
        "/administration/idees/{unasked_idea}/partager", "staff", {"reason": WHY},
        {
            "titles": ["La sortie", "Un banc", ""],
            "bodies": [
                "Les grands-parents attendent debout à la sortie.", "Un banc suffirait.", "",
            ],
        },
    ),
    "inbox_batches.prepare": Form(
        "/administration/idees/lots", "staff", {"act": "tag", "tag": "Mobilier urbain"},
        {"ideas": "{public_idea}", "q": ""},
    ),
    "inbox_batches.confirm": Form(
        "/administration/idees/lots/{bulk}", "staff", {"digest": "{bulk_digest}"}
    ),
}  # fmt: skip

"""The operations of relays, and of those for whom they note."""

from beffroi.identity import consent
from tests.contracts.bodies.kinds import Write
from tests.contracts.village import CALL, PLACE
from tests.relay_factories import CODE, OTHER_CODE, entry

WRITES = (
    Write(
        "POST", "/api/v1/assisted-acts", "relay",
        entry(
            neighbourhood=PLACE, call=CALL, name="Mauricette", follow_code="", language="fr",
            new_code=CODE, themes=[], idea=None, notebook="", fields={}, position=None,
        ),
        multiline=frozenset({"body"}),
        optional=frozenset({"name", "follow_code", "notebook"}),
    ),
    Write(
        "PUT", "/api/v1/questionnaires/{questionnaire}/assisted-answers/{entry}", "relay",
        {
            name: value
            for name, value in entry(neighbourhood=PLACE, name="", follow_code="").items()
            if name not in {"kind", "title", "body"}
        }
        | {"consent": consent.ANSWERS.version, "language": "fr", "answers": {"q1": "a1"}}
        | {"version": 1, "new_code": OTHER_CODE},
        optional=frozenset({"name", "follow_code"}),
    ),
    Write(
        "PUT", "/api/v1/me/assisted-acts/{noted_act}/objection", "resident",
        {"way": "tell", "words": "Je voulais parler du parc."},
        multiline=frozenset({"words"}), optional=frozenset({"words"}),
    ),
)  # fmt: skip

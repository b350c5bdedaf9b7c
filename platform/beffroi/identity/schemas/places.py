"""A place of a right, as forms and programs write it: "contract:lens-lievin"."""

import re
from typing import Any

from marshmallow import ValidationError, fields

from beffroi.core.i18n import lazy

_PLACE = re.compile(r"(platform|contract|commune|neighbourhood|body):([a-z0-9*-]{1,80})")
_MESSAGES: dict[str, Any] = {"place": lazy("Choisissez un lieu de la liste.")}


class Place(fields.String):
    """The kind of a place and its id; loads as a pair, and is written back as one text."""

    default_error_messages = _MESSAGES

    def __init__(self, **options: Any) -> None:
        about = {
            "pattern": f"^{_PLACE.pattern}$",
            "example": "contract:lens-lievin",
            "description": "A kind and an id: `platform:*`, `contract:…`, `commune:` and its "
            "INSEE code, `neighbourhood:…`, `body:…`.",
        }
        options["metadata"] = about | (options.get("metadata") or {})
        super().__init__(**options)

    def _serialize(self, value: Any, *_context: Any, **_options: Any) -> Any:
        return None if value is None else ":".join(value)

    def _deserialize(self, value: Any, *_context: Any, **_options: Any) -> Any:
        found = _PLACE.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            raise ValidationError(str(self.error_messages["place"]))
        return found[1], found[2]

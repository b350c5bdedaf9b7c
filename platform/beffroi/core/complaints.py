"""What marshmallow complains of, in the reader's language instead of the library's English."""

from typing import Any

from marshmallow import Schema, fields, validate

from beffroi.core.i18n import lazy

_OF_ANY = {
    "required": lazy("Ce champ est obligatoire."),
    "null": lazy("Ce champ est obligatoire."),
    "validator_failed": lazy("Cette valeur n’est pas admise ici."),
}
_OF_KIND = {
    fields.Boolean: {"invalid": lazy("Nous attendons ici vrai ou faux (true ou false).")},
    fields.Integer: {
        "invalid": lazy("Nous attendons ici un nombre entier."),
        "too_large": lazy("Ce nombre est trop grand."),
    },
    fields.List: {"invalid": lazy("Nous attendons ici une liste.")},
    fields.String: {
        "invalid": lazy("Nous attendons ici du texte."),
        "invalid_utf8": lazy("Nous attendons ici du texte."),
    },
    fields.UUID: {"invalid_uuid": lazy("Cet identifiant n’est pas complet.")},
}
_OF_RANGE = {
    (True, True): lazy("Indiquez un nombre de {min} à {max}."),
    (True, False): lazy("Indiquez un nombre à partir de {min}."),
    (False, True): lazy("Indiquez un nombre jusqu’à {max}."),
}
_OF_LENGTH = {
    (True, True): lazy("La longueur va de {min} à {max}."),
    (True, False): lazy("C’est trop court : {min} au moins."),
    (False, True): lazy("C’est trop long : {max} au plus."),
}


def reword(schema: Schema) -> None:
    """Give the fields our words wherever they still have those of the library, plain `str`."""
    for field in schema.fields.values():
        _reword_field(field)


def _reword_field(field: fields.Field[Any]) -> None:
    messages: dict[str, Any] = field.error_messages
    for kind, ours in (fields.Field, _OF_ANY), *_OF_KIND.items():
        if isinstance(field, kind):
            plain = {key for key in ours.keys() & messages.keys() if type(messages[key]) is str}
            messages.update({key: ours[key] for key in plain})
    for validator in field.validators:
        _reword_validator(validator)
    if isinstance(field, fields.List):
        _reword_field(field.inner)


def _reword_validator(validator: Any) -> None:
    ours = _words_of(validator)
    if ours is not None and validator.error in {None, getattr(validator, "default_message", None)}:
        validator.error = ours


def _words_of(validator: Any) -> Any:
    if isinstance(validator, validate.OneOf):
        return lazy("Choisissez parmi : {choices}.")
    if isinstance(validator, validate.Regexp):
        return lazy("Cette valeur n’a pas la forme attendue.")
    if isinstance(validator, validate.Range | validate.Length):
        bounds = _OF_RANGE if isinstance(validator, validate.Range) else _OF_LENGTH
        return bounds.get((validator.min is not None, validator.max is not None))
    return None

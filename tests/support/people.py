"""What the fixtures hand out, by type."""

from collections.abc import Callable

from flask.testing import FlaskClient

from beffroi.identity.models import Person

SignIn = Callable[[Person], FlaskClient]

"""What a path may hold: a slug is a-z, 0-9 and hyphens, nothing that needs to be decoded."""

from flask import Flask
from werkzeug.routing import BaseConverter


class SlugConverter(BaseConverter):
    """`<slug:name>`."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"


def init_app(app: Flask) -> None:
    """Known to every route."""
    app.url_map.converters["slug"] = SlugConverter

"""What an operation of the API, or a form, is sent when nothing is wrong with it."""

import io
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Write:
    """An operation with a body that would be taken, and what its fields let in on purpose."""

    method: str
    path: str
    who: str
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)
    multiline: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Form:
    """A form as a page sends it; what is in `checked` must be right, the rest is steering.

    `status`: 303, or 200 where the answer itself shows what is never shown again. A value may name
    a thing of the village: "{digits}".
    """

    path: str
    who: str = ""
    checked: dict[str, str] = field(default_factory=dict)
    carried: dict[str, Any] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    status: int = 303
    files: dict[str, bytes] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Any]:
        return self.checked | self.carried

    def sent(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values with the files beside them, as a browser joins them."""
        files = {name: (io.BytesIO(content), name) for name, content in self.files.items()}
        return values | files

"""What a detector found, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A passage `text[start:end]` worth a moderator's look, with the reason code it points to."""

    start: int
    end: int
    detector: str
    label: str
    reason: str

    def passage(self, text: str) -> str:
        """The words found."""
        return text[self.start : self.end]

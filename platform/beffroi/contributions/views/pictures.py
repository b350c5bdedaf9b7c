"""What is read of pictures: in a list the first one small, on a page each in its sizes."""

import uuid
from dataclasses import dataclass

from beffroi.core.pictures import fitted


@dataclass(frozen=True)
class Thumbnail:
    """The first picture of an idea, small; `alternative` may be empty."""

    url: str
    alternative: str


@dataclass(frozen=True)
class PhotoView:
    """A picture beside an idea; width and height are those of its largest size."""

    id: uuid.UUID
    alternative: str
    width: int
    height: int
    url: str

    def at(self, side: int) -> str:
        """The address of one of its sizes."""
        return f"{self.url}/{side}"

    def size(self, side: int) -> tuple[int, int]:
        """Its width and height in that size, so that a page keeps its place."""
        return fitted(self.width, self.height, side)

"""What happens to figures."""

from dataclasses import dataclass

from beffroi.core.events import Event


@dataclass(frozen=True)
class CountsRepaired(Event):
    """Figures were not those of their rows and were put right: of so many ideas and threads."""

    ideas: int
    threads: int

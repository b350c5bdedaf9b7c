"""How many pictures go with an idea, and what a picture does to it."""

from beffroi.contributions.rules.texts import Move, Visibility

MAX_PHOTOS = 3
MAX_ALTERNATIVE = 300


def first_with_media(visibility: Visibility) -> Visibility:
    """Detectors read words, not pictures or voices: what carries some waits for a person."""
    return Visibility.WAITING if visibility == Visibility.PUBLISHED else visibility


def media_move(*, is_more: bool) -> Move:
    """Something new to look at waits for a person; something less is shown at once."""
    return Move.REVISE if is_more else Move.REVISE_AT_ONCE

"""How long things are kept, in the words that several tables share."""

from datetime import date

from beffroi.core.clock import PARIS, now
from beffroi.core.i18n import lazy

WITH_ACCOUNT = lazy("Tant que votre compte existe.")
A_DAY_AFTER = lazy("Un jour après leur fin.")
A_MONTH_AFTER = lazy("Un mois après leur fin.")
A_YEAR_AFTER = lazy("Un an après leur fin.")


def today() -> date:
    """The day it is in Paris."""
    return now().astimezone(PARIS).date()

"""How long things are kept, in the words that several tables share."""

from beffroi.core.i18n import lazy

WITH_ACCOUNT = lazy("Tant que votre compte existe.")
A_DAY_AFTER = lazy("Un jour après leur fin.")
A_MONTH_AFTER = lazy("Un mois après leur fin.")
A_YEAR_AFTER = lazy("Un an après leur fin.")

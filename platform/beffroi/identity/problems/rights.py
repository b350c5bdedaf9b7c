"""What can go wrong when somebody has their data erased."""

from beffroi.core.i18n import lazy

WORD_MISSING = lazy("Écrivez le mot « effacer » pour confirmer.")
CHOICE_MISSING = lazy("Choisissez ce que deviennent vos textes.")

"""What can go wrong when a role is given or ended."""

from beffroi.core.i18n import lazy
from beffroi.core.problems import Conflict, NotFound


class GrantUnknown(NotFound):
    code = "grant_unknown"
    title = lazy("Ce rôle n’est pas donné")
    detail = lazy("Il a déjà pris fin, ou il ne relève pas de votre territoire.")


class LastAdministrator(Conflict):
    code = "last_administrator"
    title = lazy("C’est la dernière personne qui administre le site")
    detail = lazy("Donnez d’abord ce rôle à quelqu’un d’autre, puis terminez celui-ci.")

"""What roles are called on pages and in mails."""

from beffroi.core.i18n import LazyString, lazy

ROLE_NAMES: dict[str, LazyString] = {
    "relay": lazy("Relais"),
    "council_member": lazy("Membre d’un conseil citoyen"),
    "moderator": lazy("Modération"),
    "staff": lazy("Équipe de projet"),
    "administrator": lazy("Administration"),
}

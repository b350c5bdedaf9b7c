"""What people are told of their rights: roles, offices, suspensions, programs."""

from collections.abc import Callable
from datetime import date

from beffroi.core.i18n import _, whole_day
from beffroi.notifications.words.facts import Facts, Words


def _role_granted(facts: Facts) -> Words:
    return Words(
        subject=_("Un rôle vous est confié"),
        happened=_(
            "Vous avez maintenant le rôle « %(role)s » pour : %(place)s.",
            role=facts.spoken("role"),
            place=facts.spoken("place"),
        ),
        next_step=_("Si vous ne vous y attendiez pas, répondez à la personne qui gère le site."),
        action=_("Voir mes rôles"),
    )


def _role_ended(facts: Facts) -> Words:
    return Words(
        subject=_("Un de vos rôles prend fin"),
        happened=_(
            "Vous n’avez plus le rôle « %(role)s » pour : %(place)s.",
            role=facts.spoken("role"),
            place=facts.spoken("place"),
        ),
        next_step=_("Votre compte reste ouvert : vous pouvez proposer, soutenir et commenter."),
        action=_("Ouvrir mon espace"),
    )


def _office_named(facts: Facts) -> Words:
    return Words(
        subject=_("Un mandat vous est confié"),
        happened=_(
            "À partir du %(day)s : %(office)s.",
            day=_day(facts, "starts_on"),
            office=facts.spoken("office"),
        ),
        why=_("Ce qui est adressé à cette fonction vous parviendra, le temps de votre mandat."),
        next_step=_("Dites si votre nom public peut paraître à la page des institutions."),
        action=_("Voir mes mandats"),
    )


def _office_left(facts: Facts) -> Words:
    return Words(
        subject=_("Un de vos mandats prend fin"),
        happened=_(
            "Dernier jour : %(day)s. Fonction : %(office)s.",
            day=_day(facts, "last_day"),
            office=facts.spoken("office"),
        ),
        next_step=_("Ce qui est adressé à cette fonction ne vous parviendra plus ensuite."),
        action=_("Voir mes mandats"),
    )


def _office_ending(facts: Facts) -> Words:
    return Words(
        subject=_("Un mandat se termine bientôt"),
        happened=_(
            "Le mandat de %(office)s se termine le %(day)s. Personne n’est nommé ensuite.",
            office=facts.spoken("office"),
            day=_day(facts, "last_day"),
        ),
        next_step=_("Nommez la personne qui prend la suite, ou une suppléance."),
        action=_("Nommer quelqu’un"),
    )


def _office_vacant(facts: Facts) -> Words:
    return Words(
        subject=_("Une fonction n’est plus tenue"),
        happened=_(
            "Plus personne ne tient la fonction : %(office)s.", office=facts.spoken("office")
        ),
        why=_("Ce qui lui est adressé n’arrive à personne."),
        next_step=_("Nommez la personne qui prend la suite, ou une suppléance."),
        action=_("Nommer quelqu’un"),
    )


def _block_decided(facts: Facts) -> Words:
    return Words(
        subject=_("Votre participation est suspendue"),
        happened=_(
            "Jusqu’au %(moment)s, vous ne pouvez plus proposer, soutenir ni commenter. Motif : "
            "%(reason)s.",
            moment=facts.moment("ends_at"),
            reason=facts.spoken("reason"),
        ),
        why=facts.spoken("rule"),
        quote=facts.text("words"),
        quoted_from=_("Les faits, tels que la modération les a retenus :"),
        next_step=_(
            "Vous pouvez toujours lire, retirer vos données et contester. Une autre personne "
            "relira. La suspension s’arrête seule à sa date."
        ),
        action=_("Comprendre ou contester"),
    )


def _block_appealed(facts: Facts) -> Words:
    return Words(
        subject=_("Une suspension est contestée"),
        happened=_(
            "Une personne conteste sa suspension, décidée jusqu’au %(moment)s.",
            moment=facts.moment("ends_at"),
        ),
        why=_("Quelqu’un d’autre que la personne qui a décidé doit répondre."),
        next_step=_("Lisez les deux points de vue, puis maintenez ou levez la suspension."),
        action=_("Lire la contestation"),
    )


def _block_upheld(facts: Facts) -> Words:
    return Words(
        subject=_("Votre suspension est maintenue"),
        happened=_(
            "Une autre personne a relu la décision. La suspension dure jusqu’au %(moment)s.",
            moment=facts.moment("ends_at"),
        ),
        quote=facts.text("words"),
        quoted_from=_("Ses raisons :"),
        next_step=_(
            "Elle s’arrête seule à cette date. Vous pouvez aussi saisir la collectivité qui "
            "tient ce site, ou le tribunal administratif."
        ),
        action=_("Voir ma suspension"),
    )


def _block_lifted(facts: Facts) -> Words:
    return Words(
        subject=_("Votre suspension est levée"),
        happened=_("Une autre personne a relu la décision. Vous pouvez de nouveau participer."),
        quote=facts.text("words"),
        quoted_from=_("Ses raisons :"),
        next_step=_("Tout ce que vous pouviez faire est de nouveau ouvert, dès maintenant."),
        action=_("Voir les idées"),
    )


def _block_lifted_along(_facts: Facts) -> Words:
    return Words(
        subject=_("Votre suspension est levée"),
        happened=_(
            "Elle continuait celle d’un compte effacé. Cette suspension a été contestée, puis "
            "levée : la vôtre l’est aussi, et vous pouvez de nouveau participer."
        ),
        next_step=_("Tout ce que vous pouviez faire est de nouveau ouvert, dès maintenant."),
        action=_("Voir les idées"),
    )


def _program_authorized(facts: Facts) -> Words:
    return Words(
        subject=_("Un programme peut agir pour vous"),
        happened=_(
            "Vous avez dit oui au programme « %(name)s », pour 90 jours au plus.",
            name=facts.text("name"),
        ),
        next_step=_("Ce n’était pas vous, ou vous changez d’avis ? Retirez-lui cet accès."),
        action=_("Voir mes programmes"),
    )


def _day(facts: Facts, name: str) -> str:
    """A day in full; empty when there is none."""
    value = facts.text(name)
    return whole_day(date.fromisoformat(value)) if value else ""


RIGHTS: dict[str, Callable[[Facts], Words]] = {
    "role_granted": _role_granted,
    "role_ended": _role_ended,
    "office_named": _office_named,
    "office_left": _office_left,
    "office_ending": _office_ending,
    "office_vacant": _office_vacant,
    "block_decided": _block_decided,
    "block_appealed": _block_appealed,
    "block_upheld": _block_upheld,
    "block_lifted": _block_lifted,
    "block_lifted_along": _block_lifted_along,
    "program_authorized": _program_authorized,
}

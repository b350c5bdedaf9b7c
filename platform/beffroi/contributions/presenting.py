"""How calls and ideas look on a page: tones, icons and words that the macros ask for."""

from collections.abc import Iterable
from dataclasses import dataclass

from beffroi.contributions.labels import BECOMES, OWED, signature
from beffroi.contributions.views import Asks, CallView, IdeaCard, SimilarIdea, Thumbnail
from beffroi.core.i18n import LazyString, _, age, bound, day, lazy, ngettext
from beffroi.territories.views import NeighbourhoodView

Look = tuple[str, str]

LONGEST_PLACE = 24  # signs, beside a badge at 360 px
LOOKS: dict[str, Look] = {
    "unproven": ("ochre", "lock"),
    "waiting": ("ochre", "clock"),
    "changes_asked": ("ochre", "pen"),
    "refused": ("plain", "sign"),
    "removed": ("plain", "info"),
    "merged": ("slate", "forward"),
    "split": ("slate", "forward"),
    "open": ("plain", "open"),
    "studied": ("ochre", "study"),
    "kept": ("moss", "check"),
    "under_way": ("slate", "tools"),
    "done": ("moss", "check"),
    "not_kept": ("plain", "info"),
    "oriented": ("slate", "sign"),
}


@dataclass(frozen=True)
class State:
    """A state in words, with the tone and the icon that go with it."""

    label: LazyString
    tone: str
    icon: str


@dataclass(frozen=True)
class Card:
    """An idea as the card of a list shows it."""

    url: str
    title: str
    place: str
    excerpt: str
    state: State
    supports: int
    comments: int
    age: str
    datetime: str
    picture: Thumbnail | None = None


@dataclass(frozen=True)
class Step:
    """A moment of an idea's life; `links` lead to the other ideas it names."""

    label: str | LazyString
    state: str
    date: str = ""
    datetime: str = ""
    text: str | LazyString = ""
    links: tuple[tuple[str, str], ...] = ()


def state(idea: IdeaCard) -> State:
    """The state of an idea, ready to show."""
    return State(idea.state_label, *LOOKS[idea.state])


def card(idea: IdeaCard, *, own: bool = False) -> Card:
    """The idea as a card; its author's leads to where it is followed."""
    when = idea.published_at or idea.submitted_at
    return Card(
        url=f"{idea.url}/suivi" if own else idea.url,
        title=idea.title,
        place=_short_place(idea),
        excerpt=idea.excerpt,
        state=state(idea),
        supports=idea.support_count,
        comments=idea.comment_count,
        age=age(when),
        datetime=when.isoformat(),
        picture=idea.picture,
    )


def similar(found: Iterable[SimilarIdea]) -> list[tuple[Card, SimilarIdea]]:
    """Those that resemble a text being written, each with what one may do with it."""
    return [(card(one.card), one) for one in found]


def _short_place(idea: IdeaCard) -> str:
    """The neighbourhood, and its communes only while they fit on the line of a telephone."""
    if idea.neighbourhood is None or len(idea.place) <= LONGEST_PLACE:
        return idea.place
    return idea.neighbourhood.name


def clarity(call: CallView) -> list[tuple[str, str, str | LazyString]]:
    """The clarity sheet: the questions anyone may ask before giving anything."""
    where = _("Dans tous les quartiers de : %(place)s", place=call.contract.name)
    if not call.is_whole_contract:
        where = ", ".join(place.name for place in call.neighbourhoods)
    rows: list[tuple[str, str, str | LazyString]] = [
        ("people", _("Qui peut participer ?"), call.for_whom),
        *([("person", _("Pour quel âge ?"), ages_in_words(call))] if call.is_young else []),
        *([("lock", _("Que faut-il montrer ?"), asked_in_words(call.asks))] if call.asks else []),
        ("place", _("Où ?"), where),
        ("calendar", _("Jusqu’à quand ?"), day(call.closes_at)),
        ("sign", _("À quoi sert votre avis ?"), call.level_label),
        ("book", _("Où s’informer ?"), call.information),
        ("send", BECOMES[call.level_rules.gives], call.what_happens),
        ("town-hall", _("Qui décide ?"), call.who_decides),
        ("clock", _("Quand saurez-vous ?"), _("Au plus tard le %(day)s", day=day(call.decided_by))),
        ("check", _("Et après la clôture ?"), OWED[call.level]),
        *(
            []
            if call.imported
            else [("message", _("Quand répond-on à une idée ?"), promised(call))]
        ),
        ("flag", _("Quand paraît une idée ?"), appearance(call)),
    ]
    return [(icon, bound(str(question)), answer) for icon, question, answer in rows]


def signed(call: CallView, place: NeighbourhoodView | None) -> str:
    """What stands in the place of a name in a call for an age band; nothing elsewhere."""
    if call.min_age is None or call.max_age is None:
        return ""
    return signature("", (call.min_age, call.max_age), place.name if place else "")


def ages_in_words(call: CallView) -> str:
    """Whom a call for an age band is for, and what it is for the others."""
    return _(
        "De %(low)s à %(high)s ans. Aux autres âges, on peut tout lire, pas participer. "
        "Aucun nom n’est montré.",
        low=call.min_age,
        high=call.max_age,
    )


def asked_in_words(asks: Asks) -> str:
    """What to declare or prove, said so that nobody waits for it to take part."""
    said = [*_age_asked(asks), *_RESIDENCE_ASKED[asks.residence]]
    to_prove = asks.residence != "none" or asks.age_way == "proven"
    deadline = day(asks.decided_by)
    if to_prove:
        said.append(
            _(
                "Participez maintenant, prouvez-le quand vous voulez avant le %(day)s : ce que "
                "vous faites est gardé, et compte dès que c’est prouvé.",
                day=deadline,
            )
        )
    return " ".join(str(sentence) for sentence in said)


def _age_asked(asks: Asks) -> list[str]:
    if asks.min_age is None:
        return []
    if asks.max_age is not None and asks.age_way == "declared":
        return [_("Vous dites votre âge vous-même. Avant 15 ans, un parent donne son accord.")]
    if asks.age_way == "proven":
        return [_("Il faut avoir %(age)s ans ou plus, et le prouver.", age=asks.min_age)]
    return [_("Il faut avoir %(age)s ans ou plus : vous le déclarez vous-même.", age=asks.min_age)]


def promised(call: CallView) -> str:
    """By when each idea has its answer."""
    days = call.answer_days
    return ngettext(
        "Au plus tard %(num)s jour après sa publication. Un retard se voit sur cette page.",
        "Au plus tard %(num)s jours après sa publication. Un retard se voit sur cette page.",
        days,
    )


_RESIDENCE_ASKED: dict[str, list[LazyString]] = {
    "none": [],
    "neighbourhood": [lazy("Il faut habiter un quartier de cet appel.")],
    "commune": [lazy("Il faut habiter une commune de cet appel.")],
}


def appearance(call: CallView) -> str:
    """Whether a text waits for a decision or appears at once, said before one writes."""
    if call.moderation == "after":
        return _(
            "Tout de suite si votre espace est ouvert. Sinon, après une relecture en moins de "
            "%(hours)s heures.",
            hours=call.decision_hours,
        )
    return _("Après une relecture, en moins de %(hours)s heures.", hours=call.decision_hours)

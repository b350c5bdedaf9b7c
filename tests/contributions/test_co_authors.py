"""Ideas of several people and of groups: invited, joined, revised together, left."""

import re
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from beffroi.contributions import problems, services
from beffroi.contributions.models import CoAuthor, CoAuthorInvitation, Idea
from beffroi.contributions.proposals import NewIdea
from beffroi.contributions.records import RECORDS
from beffroi.contributions.rules.authors import MAX_CO_AUTHORS
from beffroi.contributions.services import co_authors
from beffroi.contributions.services.erasure import leave_ideas
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, SYSTEM
from beffroi.core.problems import Forbidden, Invalid, NotFound, ProofRequired
from beffroi.core.register import Choice, Leaving
from beffroi.identity import belongings
from beffroi.identity.models import Person
from tests.factories import make_call, make_idea, make_person
from tests.support.actors import actor_of
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("app", "clock")
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


def invited(author: Person, idea: Idea) -> tuple[uuid.UUID, str]:
    made, key = co_authors.invite_co_author(actor_of(author), idea.id)
    return made.id, key


def joined(author: Person, idea: Idea, *, signs: bool = True) -> Person:
    """Somebody who wrote it along."""
    other = make_person()
    co_authors.join(actor_of(other), *invited(author, idea), signs=signs)
    return other


def names(idea: Idea) -> tuple[str, ...]:
    db.session().flush()
    return services.idea_page(ANONYMOUS, idea.id).names


def count(table: type[db.Base]) -> int:
    return db.session().scalar(select(func.count()).select_from(table)) or 0


def test_who_has_the_link_joins_once_and_signs_if_they_wish() -> None:
    me = make_person(display_name="Zohra")
    idea = make_idea(author=me)
    ali, shy = make_person(display_name="Ali"), make_person(display_name="Sam")
    way_in = invited(me, idea)
    first = co_authors.join(actor_of(ali), *way_in)
    assert co_authors.join(actor_of(ali), *way_in).id == first.id
    co_authors.join(actor_of(shy), *invited(me, idea), signs=False)
    found = services.authors_of(idea.id)
    assert (found[0], set(found)) == (me.id, {me.id, ali.id, shy.id})
    assert len(found) == 3
    assert names(idea) == ("Zohra", "Ali")


def test_a_link_serves_one_person() -> None:
    me = make_person()
    way_in = invited(me, make_idea(author=me))
    co_authors.join(actor_of(make_person()), *way_in)
    with pytest.raises(problems.InvitationOver):
        co_authors.join(actor_of(make_person()), *way_in)


def test_an_invitation_ends(clock: datetime) -> None:
    me = make_person()
    way_in = invited(me, make_idea(author=me))
    with core_clock.at(clock + timedelta(days=15)), pytest.raises(problems.InvitationOver):
        co_authors.join(actor_of(make_person()), *way_in)


def test_without_its_key_an_invitation_is_not_there() -> None:
    me = make_person()
    invitation_id, key = invited(me, make_idea(author=me))
    for wrong in ("", key[:-1], "x" * 32, "é"):
        with pytest.raises(NotFound):
            co_authors.read_invitation(actor_of(make_person()), invitation_id, wrong)


def test_one_that_was_mailed_is_for_its_reader_alone(
    drain: Callable[[], int], mails: Callable[[], list[EmailMessage]]
) -> None:
    me, ali = make_person(display_name="Zohra"), make_person()
    idea = make_idea(author=me)
    made, key = co_authors.invite_co_author(actor_of(me), idea.id, ali.email)
    invitation_id = made.id
    db.session().commit()
    drain()
    (mail,) = [one for one in mails() if one["To"] == ali.email]
    assert "invitation" in mail["Subject"]
    with pytest.raises(NotFound):
        co_authors.join(actor_of(make_person()), invitation_id, key)
    co_authors.join(actor_of(ali), invitation_id, "")
    assert services.authors_of(idea.id) == [me.id, ali.id]


def test_a_co_author_follows_and_revises_and_others_do_not() -> None:
    me = make_person()
    idea = make_idea(make_call(moderation="after"), me)
    ali = actor_of(joined(me, idea))
    assert services.tracked_idea(ali, idea.id).is_mine
    assert [one.id for one in services.my_ideas(ali).items] == [idea.id]
    services.revise_idea(ali, idea.id, "Deux bancs", "À l’ombre.", 1)
    assert idea.title == "Deux bancs"
    with pytest.raises(Forbidden):
        services.revise_idea(actor_of(make_person()), idea.id, "Rien", "Du tout.", 2)


def test_a_co_author_sees_an_idea_that_is_not_public_yet() -> None:
    me = make_person()
    idea = make_idea(author=me, visibility="waiting")
    ali = joined(me, idea)
    assert services.idea_page(actor_of(ali), idea.id).is_mine
    with pytest.raises(NotFound):
        services.idea_page(actor_of(make_person()), idea.id)


def test_the_supports_of_its_authors_do_not_bind_the_text() -> None:
    me = make_person()
    idea = make_idea(make_call(moderation="after"), me)
    ali = actor_of(joined(me, idea))
    for one in (actor_of(me), ali):
        services.support_idea(one, idea.id, True)
    assert services.idea_page(ali, idea.id).may.revise
    services.revise_idea(ali, idea.id, "Deux bancs", "À l’ombre.", 1)
    services.support_idea(actor_of(make_person()), idea.id, True)
    with pytest.raises(problems.TextSettled):
        services.revise_idea(ali, idea.id, "Trois bancs", "À l’ombre.", 2)


def test_only_the_author_invites_and_nobody_unknown_joins() -> None:
    me = make_person()
    idea = make_idea(author=me)
    ali = actor_of(joined(me, idea))
    with pytest.raises(Forbidden):
        co_authors.invite_co_author(ali, idea.id)
    with pytest.raises(ProofRequired):
        co_authors.join(ANONYMOUS, *invited(me, idea))
    with pytest.raises(problems.AlreadyAuthor):
        co_authors.join(actor_of(me), *invited(me, idea))


def test_one_leaves_or_is_taken_off_and_has_no_more_say() -> None:
    me = make_person()
    idea = make_idea(author=me, visibility="waiting")
    people = [joined(me, idea) for _ in range(2)]
    team = {one.name: one.id for one in co_authors.team_of(actor_of(me), idea.id).co_authors}
    ids = [team[one.display_name] for one in people]
    with pytest.raises(NotFound):
        co_authors.end_co_author(actor_of(people[0]), idea.id, ids[1])
    co_authors.end_co_author(actor_of(people[0]), idea.id, ids[0])
    co_authors.end_co_author(actor_of(me), idea.id, ids[1])
    assert services.authors_of(idea.id) == [me.id]
    for left in people:
        with pytest.raises(NotFound):
            services.idea_page(actor_of(left), idea.id)


def test_ten_people_at_most_join() -> None:
    me = make_person()
    idea = make_idea(author=me)
    ways_in = [invited(me, idea) for _ in range(MAX_CO_AUTHORS + 1)]
    for way_in in ways_in[:-1]:
        co_authors.join(actor_of(make_person()), *way_in)
    with pytest.raises(problems.TeamFull):
        co_authors.join(actor_of(make_person()), *ways_in[-1])
    with pytest.raises(problems.TeamFull):
        co_authors.invite_co_author(actor_of(me), idea.id)


def test_all_of_them_are_told_when_it_moves(
    drain: Callable[[], int], mails: Callable[[], list[EmailMessage]]
) -> None:
    me = make_person()
    idea = make_idea(author=me)
    ali = joined(me, idea)
    addresses = {me.email, ali.email}
    services.move_idea(SYSTEM, idea.id, "studied", "")
    db.session().commit()
    drain()
    told = [str(mail["To"]) for mail in mails() if "à l’étude" in mail["Subject"]]
    assert sorted(told) == sorted(str(address) for address in addresses)


def test_two_accounts_of_one_person_stand_behind_it_once() -> None:
    me = make_person()
    idea = make_idea(author=me)
    guest, other = joined(me, idea), joined(me, idea)
    belongings.hand_over(guest.id, other.id)
    assert services.authors_of(idea.id) == [me.id, other.id]
    belongings.hand_over(other.id, me.id)
    assert services.authors_of(idea.id) == [me.id]
    assert count(CoAuthor) == 0


def test_an_idea_written_with_others_stays_theirs_when_its_author_leaves() -> None:
    me = make_person()
    idea = make_idea(author=me)
    ali = joined(me, idea)
    leave_ideas(Leaving(me.id, Choice.REMOVE, actor_of(me)))
    db.session().flush()
    assert (idea.visibility, idea.author_id, idea.author_name) == (
        "published",
        ali.id,
        ali.display_name,
    )
    assert services.authors_of(idea.id) == [ali.id]
    leave_ideas(Leaving(ali.id, Choice.REMOVE, actor_of(ali)))
    db.session().flush()
    assert idea.visibility == "removed"


def test_a_group_signs_with_who_speaks_for_it(client: FlaskClient) -> None:
    me = make_person(display_name="Zohra")
    call = make_call(moderation="after")
    new = NewIdea(
        call_slug=call.slug,
        title="Une fête",
        body="En juin.",
        group_kind="association",
        group_name="  Les  Brebis en fête ",
    )
    idea = services.submit_idea(actor_of(me), new)
    url = f"/idees/{idea.id}"
    db.session().commit()
    assert "Les Brebis en fête, par Zohra" in client.get(url).text
    shown = client.get(f"/api/v1{url.replace('idees', 'ideas')}").get_json()
    assert shown["group"] == {"kind": "association", "name": "Les Brebis en fête"}
    assert shown["names"] == ["Zohra"]


@pytest.mark.parametrize(
    ("kind", "name", "wrong"),
    [
        ("association", "", "group_name"),
        (None, "Les Brebis", "group_kind"),
        ("party", "Les Brebis", "group_kind"),
        ("class", "x" * 121, "group_name"),
    ],
)
def test_a_group_has_a_kind_and_a_name(kind: str | None, name: str, wrong: str) -> None:
    new = NewIdea(
        call_slug=make_call().slug,
        title="Une fête",
        body="En juin.",
        group_kind=kind,
        group_name=name,
    )
    with pytest.raises(Invalid) as refused:
        services.submit_idea(actor_of(make_person()), new)
    assert set(refused.value.errors) == {wrong}


def test_the_whole_way_by_pages(app: Flask, sign_in: SignIn) -> None:
    me, ali = make_person(display_name="Zohra"), make_person(display_name="Ali")
    idea = make_idea(author=me)
    url = f"/idees/{idea.id}"
    db.session().commit()
    author, other = sign_in(me), sign_in(ali)
    assert f'href="{url}/co-auteurs"' in author.get(f"{url}/suivi").text
    made = author.post(f"{url}/co-auteurs", data={"email": ""}, headers=SAME_SITE).text
    link = re.search(r'href="[^"]*(/co-auteurs/[^"]+)"', made)
    assert link is not None
    stranger = app.test_client().get(link[1])
    assert "/participer?suite=" in stranger.text
    page = other.get(link[1]).text
    assert "Écrire cette idée avec Zohra" in page
    path, _, key = link[1].partition("?cle=")
    sent = other.post(path, data={"cle": key, "signs": "oui"}, headers=SAME_SITE)
    assert sent.location == f"{url}/suivi"
    assert "Zohra, Ali" in app.test_client().get(url).text
    end = re.search(r'action="([^"]+/retirer)"', other.get(f"{url}/co-auteurs").text)
    assert end is not None
    assert other.post(end[1], headers=SAME_SITE).status_code == 303
    assert "Zohra, Ali" not in app.test_client().get(url).text
    assert other.get(f"{url}/co-auteurs").status_code == 403


def test_the_whole_way_by_program(sign_in: SignIn) -> None:
    me, ali = make_person(), make_person(display_name="Ali")
    idea = make_idea(author=me)
    path = f"/api/v1/ideas/{idea.id}"
    db.session().commit()
    author, other = sign_in(me), sign_in(ali)
    asked = {"email": None}
    made = author.post(f"{path}/co-author-invitations", json=asked, headers=SAME_SITE).get_json()
    way_in = f"/api/v1/co-author-invitations/{made['id']}/acceptance"
    one = other.put(way_in, json={"key": made["secret"]}, headers=SAME_SITE).get_json()
    assert (one["name"], one["signs"], one["is_me"]) == ("Ali", True, True)
    team = author.get(f"{path}/co-authors").get_json()
    assert [person["id"] for person in team["co_authors"]] == [one["id"]]
    gone = author.delete(f"{path}/co-authors/{one['id']}", headers=SAME_SITE)
    assert gone.status_code == 204
    mailed = {"email": "quelquun@example.org"}
    sent = author.post(f"{path}/co-author-invitations", json=mailed, headers=SAME_SITE).get_json()
    assert sent["secret"] is None


def test_invitations_past_their_time_go(clock: datetime) -> None:
    me = make_person()
    invited(me, make_idea(author=me))
    (known,) = [one for one in RECORDS if one.table is CoAuthorInvitation]
    assert known.over is not None
    count_over = select(func.count()).select_from(CoAuthorInvitation)
    for days, gone in ((0, 0), (20, 0), (45, 1)):
        with core_clock.at(clock + timedelta(days=days)):
            assert db.session().scalar(count_over.where(known.over())) == gone

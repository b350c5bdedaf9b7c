"""What an act changes of an idea, and the digest of what was looked at."""

import uuid
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from beffroi.contributions.rules import Stage, Visibility, may_move
from beffroi.contributions.rules.inbox import Act, BulkAct, Obstacle, Standing, digest, obstacle

ids = st.uuids()
people = st.sampled_from([None, *(uuid.UUID(int=number) for number in range(1, 4))])
words = st.sampled_from(["", "voirie", "banc"])
acts = st.builds(
    BulkAct,
    act=st.sampled_from(Act),
    person_id=people,
    tag=words,
    stage=st.sampled_from([stage.value for stage in Stage]),
    answer=words,
    structure_slug=st.sampled_from([None, "maison", "ailleurs"]),
)
standings = st.builds(
    Standing,
    idea_id=ids,
    visibility=st.sampled_from([one.value for one in Visibility]),
    version=st.integers(1, 9),
    stage=st.sampled_from([stage.value for stage in Stage]),
    answer=words,
    structure_slug=st.sampled_from([None, "maison"]),
    assignee_id=people,
    tags=st.frozensets(words),
    serves=st.just(frozenset({"maison"})),
    staff=st.frozensets(people.filter(bool)),
)


@given(acts)
def test_what_is_out_of_sight_stays(act: BulkAct) -> None:
    assert obstacle(act, None) == Obstacle.GONE


@given(acts, standings)
def test_what_was_done_is_not_done_again(act: BulkAct, found: Standing) -> None:
    if obstacle(act, found, act.tag) is None:
        assert obstacle(act, _after(act, found), act.tag) == Obstacle.SAME


@given(acts, standings)
def test_only_the_staff_of_its_place_is_given_an_idea(act: BulkAct, found: Standing) -> None:
    act = replace(act, act=Act.ASSIGN)
    if obstacle(act, found) is None:
        assert act.person_id is None or act.person_id in found.staff


@given(acts, standings)
def test_a_move_is_one_that_the_stages_know_on_a_public_idea(act: BulkAct, found: Standing) -> None:
    act = replace(act, act=Act.MOVE)
    if obstacle(act, found) is None:
        assert found.visibility == "published"
        assert may_move(found.stage, act.stage)
        assert act.structure_slug in {None, *found.serves}


@given(acts, st.lists(standings, max_size=4), st.randoms())
def test_the_digest_does_not_depend_on_the_order(
    act: BulkAct, found: list[Standing], chance: object
) -> None:
    mixed = sorted(found, key=lambda _one: chance.random())  # type: ignore[attr-defined]  # hypothesis' own
    assert digest(act, found) == digest(act, mixed)


@given(acts, standings, acts, standings)
def test_the_digest_tells_any_difference(
    act: BulkAct, found: Standing, other_act: BulkAct, other: Standing
) -> None:
    same = act == other_act and found == other
    assert (digest(act, [found]) == digest(other_act, [other])) == same
    assert digest(act, [found]) != digest(act, [])


def _after(act: BulkAct, found: Standing) -> Standing:
    if act.act == Act.ASSIGN:
        return replace(found, assignee_id=act.person_id)
    if act.act == Act.MOVE:
        said = replace(found, stage=act.stage, answer=act.answer)
        return replace(said, structure_slug=act.structure_slug)
    change = found.tags | {act.tag} if act.act == Act.TAG else found.tags - {act.tag}
    return replace(found, tags=change)

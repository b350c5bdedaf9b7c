"""A public name, of a person or of a group, tells nobody how to reach somebody."""

import pytest

from beffroi.contributions.services.texts import group_signature, signature
from beffroi.core.problems import Invalid

REACHING = ["Zoé 06 12 34 56 78", "zoe@example.org", "Zoé https://example.org/moi"]
NAMES = ["Zoé", "Zoé B.", "Abdel-Karim", "Les amis du 42", "Collectif 2030", "La 6e B", "Jeanne 2"]


@pytest.mark.parametrize("name", REACHING)
def test_a_name_with_a_number_an_address_or_a_link_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as person:
        signature(name)
    with pytest.raises(Invalid) as group:
        group_signature("association", name)
    assert (set(person.value.errors), set(group.value.errors)) == ({"author_name"}, {"group_name"})


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_name(name: str) -> None:
    assert signature(name) == name
    assert group_signature("association", name) == ("association", name)

"""Telephone numbers, e-mail addresses and bank accounts found in what people write."""

import pytest

from beffroi.moderation.detectors import emails, ibans, phones
from beffroi.moderation.detectors.screening import screen


@pytest.mark.parametrize(
    "number",
    ["06 39 98 11 22", "0639981122", "06.39.98.11.22", "06-39-98-11-22", "06/39/98/11/22",
     "06 - 39 - 98 - 11 - 22", "+33 6 39 98 11 22", "+33639981122", "+33 (0)6 39 98 11 22",
     "+33(0)639981122", "0033 6 39 98 11 22", "0033639981122", "(06) 39 98 11 22",
     "(+33) 6 39 98 11 22", "(0)6 39 98 11 22", "06 39981122", "06 399 811 22", "0639 981 122",
     "03/53.01.11.22", "06\u00a039\u202f98 11 22", "0 6 3 9 9 8 1 1 2 2", "O6 39 98 11 22",
     "09 72 11 22 33", "0692 11 22 33", "+32 470 12 34 56", "+212 6 12 34 56 78"],
)  # fmt: skip
def test_a_number_is_found_whole_in_every_spelling(number: str) -> None:
    text = f"Appelez le {number}, merci."
    assert [f.passage(text) for f in phones.find(text)] == [number]


@pytest.mark.parametrize(
    "text",
    ["Depuis 1998, 2003 et 2024", "le 01/02/2024 à 10 h", "01.02.24 05.03.24",
     "du 06/07/08/09/10 mai",
     "01 02 03 04 05", "2 300 000 euros", "QP062034", "INSEE 62498, 62065", "62300 62800",
     "SIRET 012 345 678 90123", "SIRET 05345678901234", "dossier n° 0123456789", "0 800 123 456",
     "le 39 19 ou le 112", "1 85 05 62 498 123 45", "+15 000 000 euros", "GPS 50.4300 2.8300",
     "lots 01 05 09 12 40", "0612345678901"],
)  # fmt: skip
def test_a_look_alike_is_not_a_number(text: str) -> None:
    assert phones.find(text) == []


@pytest.mark.parametrize(
    "address",
    ["nadia.b@exemple.fr", "nadia @ exemple.fr", "nadia (at) exemple (point) fr",
     "n.b[at]exemple.fr",
     "nadia arobase exemple point fr", "nadia point b arobase exemple.fr",
     "nadia at exemple dot com",
     "nadia(arobase)exemple.fr", "nadia@gmail", "nadia@gmail com", "élodie@exemple.fr"],
)  # fmt: skip
def test_an_address_is_found_whole_plain_or_spelt_out(address: str) -> None:
    text = f"Écrivez : {address}, merci"
    assert [f.passage(text) for f in emails.find(text)] == [address]


@pytest.mark.parametrize(
    "text", ["@mairiedelens", "un café at home", "3 @ 5", "rendez-vous @ 15.30"]
)
def test_a_sign_alone_is_not_an_address(text: str) -> None:
    assert emails.find(text) == []


@pytest.mark.parametrize(
    "account",
    ["FR76 9999 9757 2003 9158 8205 479", "fr7699999757200391588205479", "BE68 5390 0754 7034",
     "DE89 3704 0044 0532 0130 00", "GB82-WEST-1234-5698-7654-32",
     "FR14 2004 1010 0505 0001 3M02 606"],
)  # fmt: skip
def test_an_account_is_found_whole(account: str) -> None:
    text = f"RIB {account} merci"
    assert [f.passage(text) for f in ibans.find(text)] == [account]


@pytest.mark.parametrize(
    "text", ["FR76 9999 9757 2003 9158 8205 478", "FR76 9999", "ZZ68 5390 0754 7034", "FR2024"]
)
def test_a_wrong_key_or_length_is_not_an_account(text: str) -> None:
    assert ibans.find(text) == []


def test_the_contacts_of_the_institution_are_left_out() -> None:
    allowed = frozenset({"+33 3 53 01 11 22", "Accueil@ville.example", "ville.example"})
    text = "Mairie : 03.53.01.11.22, accueil (at) ville.example, https://www.ville.example/aide"
    assert screen(text, allowed) == []


def test_findings_come_in_the_order_of_the_text() -> None:
    found = screen("https://a.example puis 06 39 98 11 22 puis n@exemple.fr")
    assert [f.label for f in found] == ["link", "phone", "email"]
    assert {f.reason for f in found} == {"advertising", "personal_data"}

"""The detectors measured on tuning texts that live beside the checkout."""

import csv
import json
from itertools import islice
from pathlib import Path

import pytest

from beffroi.moderation.detectors.screening import screen

TEXTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "moderation"
PERSONAL = {"PHONE": "phone", "EMAIL": "email", "IBAN": "iban"}
SAMPLE = 8000


def tuning_file(name: str) -> Path:
    path = TEXTS / name
    if not path.exists():
        pytest.skip(f"NOT MEASURED: {name} is not beside the checkout")
    return path


def test_personal_data_is_found_where_it_is_and_nowhere_else() -> None:
    for line in tuning_file("pii_dev_fr.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        expected = {
            (PERSONAL[span["type"]], span["start"], span["end"])
            for span in row["spans"]
            if span["type"] in PERSONAL
        }
        assert {(f.label, f.start, f.end) for f in screen(row["text"])} == expected, row["id"]


def test_citizens_answers_are_almost_never_flagged_for_personal_data() -> None:
    with tuning_file("civic_clean_train_fr.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in islice(csv.DictReader(file), SAMPLE)]
    flagged = [t for t in texts if any(f.reason == "personal_data" for f in screen(t))]
    assert len(flagged) <= SAMPLE / 1000


def test_floods_are_found_and_short_honest_answers_are_not() -> None:
    rows = map(json.loads, tuning_file("spam_dev_fr.jsonl").read_text("utf-8").splitlines())
    verdicts = {
        row["id"]: bool(screen(row["text"]))
        for row in rows
        if row["category"] in {"flood_gibberish", "ham_repetitive_short", "ham_asso", "ham_money"}
        or (row["label"] == "spam" and "http" in row["text"])
    }
    floods = {"sp-d-007", "sp-d-008", "sp-d-010", "sp-d-013", "sp-d-014", "sp-d-015"}
    assert {name for name, held in verdicts.items() if held} == floods

"""A draft in French is read as French is written: no rule of English punctuation holds there."""

from __future__ import annotations

from pathlib import Path

from test_drafts import found, told

FRENCH = """PROGRAMME DE TRAVAIL DE L'UNION DES PHARES POUR 2026–2028 (fictif)
N°\tActivité\tÉchéance\tResponsable\tRemarques
1\tEntretien
"""


def french(folder: Path, *rows: str) -> list[tuple[str, str]]:
    path = folder / "draft.txt"
    path.write_text(FRENCH + "\n".join(rows) + "\n", encoding="utf-8")
    kinds = ("word-", "comma-", "brackets-", "placeholder-", "row-exists", "title-finished")
    return [each for each in told(found(path)) if each[0].startswith(kinds)]


def test_french_sets_off_its_signs_and_elides_its_small_words(tmp_path: Path) -> None:
    rows = ("1.1\tEntretien des « phares » ; l'organisation d’exercices\t2026\tGT 1 ; GT 2\tvoir 1.2",
            "1.2\tPublication du guide\t2027\tGT 2\t")  # fmt: skip

    assert french(tmp_path, *rows) == []


def test_what_is_not_finished_in_french_is_told(tmp_path: Path) -> None:
    rows = ("1.1\tRéunion annuelle des gardiens de\t2026\tà déterminer\tvoir 1.9",
            "1.2\tPublication du guide ,des cartes\t2027\tGT 2\t")  # fmt: skip

    assert {rule for rule, _ in french(tmp_path, *rows)} == {
        "title-finished", "placeholder-filled", "row-exists", "comma-spaced",
    }  # fmt: skip

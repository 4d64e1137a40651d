"""Somebody else's reconciliation service is asked as ours are: csv-reconcile of PyPI, which knows made-up names."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from csv_reconcile_server import csv_reconcile
from remit.cli import remit
from remit.services.reconcile import reconcile
from serving import service
from test_link_suggest import first, workspace

LAMPS = "https://ror.org/02en5vm52"


def test_csv_reconcile_answers_names_in_batches_and_in_every_alphabet(tmp_path: Path) -> None:
    known = {"L1": "Lamp Office (fictional)", "L2": "Бюро ламп (вымышленное)", "C7": "Office of Clocks (fictional)"}
    asked = ["Бюро ламп (вымышленное)", "Zzzyx", "Lamp Office (fictional)", 'a "quoted" & odd + name; 100 %']
    with csv_reconcile(tmp_path, known) as url:
        found = reconcile(service(url, batch=3, seconds=5), asked)

    assert [[thing.id for thing in each][:1] for each in found] == [["L2"], [], ["L1"], []]
    assert found[0][0].names == ("Бюро ламп (вымышленное)",)


def test_link_suggest_asks_csv_reconcile_and_keeps_what_waits_for_a_decision(tmp_path: Path) -> None:
    rules: dict[str, object] = {"protocol": "reconciliation", "authority": "ror", "seconds": 5}
    ours = first(workspace(tmp_path / "ours"))
    with csv_reconcile(tmp_path, {LAMPS: ours.names[0], "https://ror.org/0": "Nobody (fictional)"}) as url:
        place = workspace(tmp_path / "w", {"id": "csv", "endpoint": url, **rules})
        result = CliRunner().invoke(remit, ["--workspace", str(place.root), "link", "suggest"])

    assert result.exit_code == 0, result.output
    assert LAMPS in result.stdout and "the same name" in result.stdout
    kept = [path.read_text(encoding="utf-8") for path in place.root.rglob("candidates.sssom.tsv")]
    assert len(kept) == 1 and LAMPS.rpartition("/")[2] in kept[0]

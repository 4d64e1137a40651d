"""What a document says of its approval: by whom and when; all bodies are fictional."""

from __future__ import annotations

import pytest

from remit.documents.head import read_head
from remit.documents.rows import head_line
from remit.formats.row import Row, cell_of
from remit.workspace import Workspace

RUSSIAN = next(each for each in Workspace.bundled().languages if each.code == "ru")


@pytest.mark.parametrize(
    ("text", "by", "on"),
    [
        ("Утверждена Правлением 4 марта 2024 г.", "Правлением", "2024-03-04"),
        ("Утверждена Общим советом 4 марта 2024 г.", "Общим советом", "2024-03-04"),
        ("Утверждена на заседании Правления 4 марта 2024 года", "Правления", "2024-03-04"),
        ("Утверждена на заседании Правления (4 марта 2024 г.)", "Правления", "2024-03-04"),
        ("Утверждена решением Правления от 4 марта 2024 г.", "Правления", "2024-03-04"),
        ("Утвержден решением Правления от 04.03.2024 № 5", "Правления", "2024-03-04"),
        ("Утверждена 4 марта 2024 г. решением Правления", "Правления", "2024-03-04"),
        ("Утверждена на 26-м заседании Комитета (Минск, 2016)", "26-м заседании Комитета", ""),
    ],
)
def test_a_russian_approval_is_parted_into_by_whom_and_when(text: str, by: str, on: str) -> None:
    said = read_head([head_line(Row(1, (cell_of(text, "plan.txt", 1, 0),)))], [], RUSSIAN)

    assert (said.approval, said.approved_by) == (text, by)
    assert said.approved_on == on

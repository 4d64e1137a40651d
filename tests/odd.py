"""A programme that is made up, of an organisation that does not exist, with odd names, as it would be published."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import remit
from remit.publishing.publication import Publication
from remit.starting import start_from
from remit.workspace import Workspace

LONG = "Превысокомногорассмотрительствующийрентгеноэлектрокардиографический" * 3
PLAN = f"""\
ПРОГРАММА РАБОТ СОЮЗА «САДЫ & ПЧЁЛЫ» / <b>ССП</b> НА 2024–2026 ГОДЫ (вымышленная)		ССП ПР/2024
УТВЕРЖДЕНО на 3-м заседании Комитета ССП (октябрь 2023 г.)

№ п/п	Наименование мероприятия	Срок исполнения	Исполнители	Примечание
1	Развитие <script>alert(1)</script> & "кавычки"
1.1	Обзор садов & ульев <img src=x onerror=alert(1)> "двойные"	2024	Секретариат ССП	<a href="javascript:f()">тут</a>
1.2	🐝 Пчёлы 👩‍🌾 и «ёлочки»	2024–2026 гг.	ТК 1, тк 1, ТК 1/А	\u202eطريق\u202c
1.3	برنامج العمل	По мере необходимости	Президент ССП
1.4	{LONG}	По графику, который согласуют все участники	Комиссия по {"водогрязеторфопарафинолечению" * 4}
1.5	Путь a/b/../c?x=1#y %2e%2e {{{{7*7}}}} ${{7*7}}	2025	Рабочая группа "Право & порядок"	]]> <!-- -->
2	Сады
2.1	</title></textarea><svg onload=alert(3)>	2024 - 2026	ТК 2 – ТК 4
2.2	Обмен с Арменией и Грузией	Ежегодно	Члены Комитета от Армении и Грузии
"""


@cache
def odd() -> Publication:
    """Return the programme as it would be published."""
    folder = Path(tempfile.mkdtemp(prefix="remit-odd-"))
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    start_from(folder / "own", folder / "plan.txt")
    place = Workspace.at(folder / "own")
    dataset = remit.build([remit.read(source, place) for source in place.sources], place)
    return Publication(place, dataset.store())

"""`remit link check`: are the links right, and have they stayed so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from remit.commands.check import SEVERITIES, fails
from remit.commands.console import say, say_json, workspace_of

if TYPE_CHECKING:
    from remit.findings import Finding
    from remit.linking.checking import LinksChecked, Unreached
    from remit.workspace import Workspace


@click.command()
@click.option("--online", is_flag=True, help="Ask the live services that the workspace allows, too.")
@click.option("--service", "services", multiple=True, metavar="NAME", help="Ask this one alone; it implies --online.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="warning",
    show_default=True,
    help="From which severity on it ends with 1.",
)
@click.pass_context
def check(ctx: click.Context, online: bool, services: Sequence[str], form: str, fail_on: str) -> None:
    """Check that links are right, and have stayed so.

    Without the net: that identifiers are well-formed, with the right check
    digits, and keep the rules about links. With --online also: that their
    targets are still there, neither merged nor withdrawn, of the time of the
    programmes, and that the authorities agree. What was not reached is told,
    and ends with 1.
    """
    from remit.linking.checking import check_links

    workspace = workspace_of(ctx)
    checked = check_links(workspace, online or bool(services), services)
    if form == "json":
        say_json(_plain(checked, workspace))
    else:
        say(_text(checked, workspace))
    ctx.exit(max(fails(checked.findings, fail_on), int(bool(checked.unreached) and fail_on != "never")))


def _text(checked: LinksChecked, workspace: Workspace) -> str:
    """Return two lines for each finding, as compilers print them, then what was not reached, then the numbers."""
    from remit.reports.excerpt import printable
    from remit.reports.lines import count

    paths = _paths(workspace)
    lines = []
    for each in checked.findings:
        said = f"{_where(each, paths)}{each.severity.name} [{each.rule}] {each.message}"
        lines += [printable(said), printable(f"    to mend: {each.hint}")]
    lines += [printable(f"{_row(each, paths)}: not reached: {each.why}") for each in checked.unreached]
    if checked.waiting:
        lines.append("the rules about links were not looked at: they need rows that are well-formed")
    asked = f"; {checked.asked} targets asked for, {_lost(checked)} not reached" if checked.asked else ""
    return "\n".join([*lines, f"{checked.links} link{'s' * (checked.links != 1)}, {count(checked.findings)}{asked}"])


def _plain(checked: LinksChecked, workspace: Workspace) -> dict[str, Any]:
    paths = _paths(workspace)
    return {
        "findings": [each.as_json() for each in checked.findings],
        "not_reached": [
            {"at": _row(each, paths), "target": each.link.object, "why": each.why} for each in checked.unreached
        ],
        "links": checked.links,
        "asked": checked.asked,
    }


def _paths(workspace: Workspace) -> dict[str, str]:
    """Return the path of each file of links by its name, as one sees it from here."""
    from remit.links.known import files
    from remit.reports.subject import from_here

    return {file.name: from_here(file) for file in files(workspace.root)}


def _where(finding: Finding, paths: dict[str, str]) -> str:
    if not finding.places:
        return ""
    place = finding.places[0]
    return f"{paths.get(place.source, place.source)}:{place.row}: "


def _row(lost: Unreached, paths: dict[str, str]) -> str:
    file, line = lost.link.place
    return f"{paths.get(file.name, file.name)}:{line}"


def _lost(checked: LinksChecked) -> int:
    return len({each.link.object for each in checked.unreached})

"""Names of rules as arguments, which the shell completes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from remit.commands.console import workspace_of
from remit.errors import RemitError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    ParamType = click.ParamType[str]
else:
    ParamType = click.ParamType


class RuleName(ParamType):
    """The name of a rule; with `several` also severities and groups, with commas between."""

    name = "rule"

    def __init__(self, several: bool = False) -> None:
        """Say whether severities and groups are possible too."""
        self.several = several

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the names that begin so."""
        from click.shell_completion import CompletionItem

        try:
            known = workspace_of(ctx).catalogue
        except RemitError:
            return []
        names = {name: rule.label for name, rule in known.items()}
        if self.several:
            names |= {rule.group: rule.group_label for rule in known.values() if rule.group}
            names |= dict.fromkeys((rule.severity.name for rule in known.values()), "severity")
        before, comma, begun = incomplete.rpartition(",") if self.several else ("", "", incomplete)
        return [CompletionItem(f"{before}{comma}{n}", help=said) for n, said in names.items() if n.startswith(begun)]

"""`remit patch`: a graph changed as an RDF Patch says, or changed back."""

from __future__ import annotations

import click

from remit.commands.console import with_store_option, workspace_of
from remit.commands.putting import put, target

#: What a file may be called that a graph is put into; standard output gets N-Quads.
SUFFIXES = (".nq", ".nt", ".trig", ".ttl")


@with_store_option
@click.command()
@click.argument("patch", type=click.Path())
@click.argument("graph", type=click.Path())
@click.option("--back", is_flag=True, help="Take the patch back: GRAPH is what it made.")
@click.option("--out", metavar="FILE", type=click.Path(), help="Put the graph here: .nq, .nt, .trig or .ttl.")
@click.pass_context
def patch(ctx: click.Context, patch: str, graph: str, back: bool, out: str | None) -> None:
    """Change a graph as a patch says, or back again.

    \b
    PATCH is a file of RDF Patch, as remit compare OLD NEW --format patch makes.
    GRAPH is what it was made for: a graph file (.ttl, .nt, .nq, .trig), a
    revision of the graph (p1-2017), or a document that remit read takes.

    A patch for another graph is refused, and nothing is written.
    """
    from pathlib import Path

    from remit.comparison.patching import patched, read_patch, written

    goes_to = target(out, (patch, graph)) if out else None
    suffix = goes_to.suffix.lower() if goes_to else SUFFIXES[0]
    if suffix not in SUFFIXES:
        raise click.UsageError(f"a graph is put into a file that ends in {', '.join(SUFFIXES)}; not into {out}")
    made = read_patch(Path(patch))
    put(written(patched(made.back if back else made, graph, workspace_of(ctx)), suffix), goes_to)

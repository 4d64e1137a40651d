"""Made-up shapes and data, small and nasty, for comparing engines: one pair a seed, the same on every machine."""

from __future__ import annotations

import random

from rdflib import XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

EX = Namespace("https://example.org/made-up#")
NODES = [EX[f"n{i}"] for i in range(7)]
CLASSES = [EX[name] for name in ("A", "B", "C")]
PROPERTIES = [EX[name] for name in ("p", "q", "r")]
WORDS = [Literal(word) for word in ("", "a", "ab", "Ab", "abc", "a\n", "1", "2.1.", "тс", "x" * 5, "TC 1.12", "a-b")]
TAGGED = [Literal("a", lang="en"), Literal("b", lang="en"), Literal("b", lang="en-GB"), Literal("а", lang="ru")]
NUMBERS = [Literal(n) for n in (-1, 0, 1, 2, 3, 10)] + [Literal("1.5", datatype=XSD.decimal), Literal(2.5)]
TIMES = [
    Literal("2017-01-01", datatype=XSD.date),
    Literal("2019-12-31", datatype=XSD.date),
    Literal("2017", datatype=XSD.gYear),
    Literal("2019", datatype=XSD.gYear),
    Literal("2017-01-01T00:00:00", datatype=XSD.dateTime),
]
ILL = [Literal("x", datatype=XSD.integer), Literal("2017-13-01", datatype=XSD.date), Literal(True)]
LITERALS = WORDS + TAGGED + NUMBERS + TIMES + ILL
DATATYPES = [XSD.string, XSD.integer, XSD.decimal, XSD.date, XSD.gYear, XSD.boolean, RDF.langString]
KINDS = [SH.IRI, SH.Literal, SH.BlankNode, SH.BlankNodeOrIRI, SH.IRIOrLiteral, SH.BlankNodeOrLiteral]
PATTERNS = ["^a", "b$", "^[0-9]+([.][0-9]+)*$", "^$", "[A-Z]", "^.{2,3}$", r"\d", "(a|x)b?", r"^\w+$", "a(?=b)"]
QUERIES = [
    "SELECT $this ?value WHERE { $this ex:p ?value FILTER(isLiteral(?value)) }",
    "SELECT $this WHERE { $this ex:q ?v . $this ex:p ?v }",
    "SELECT $this ?value WHERE { $this ex:p|ex:q ?value . FILTER NOT EXISTS { $this ex:r ?value } }",
    "SELECT $this ?value ?n WHERE { $this ex:r ?value . OPTIONAL { ?value ex:p ?n } }",
    "SELECT $this (COUNT(?v) AS ?n) WHERE { $this ex:p ?v } GROUP BY $this HAVING (COUNT(?v) > 1)",
    "SELECT $this ?value WHERE { { SELECT $this (COUNT(?v) AS ?value) WHERE { $this ex:q ?v } GROUP BY $this } }",
    "SELECT DISTINCT $this ?value WHERE { { $this ex:p ?value } UNION { ?value ex:q $this } }",
]


def pair(seed: int) -> tuple[Graph, Graph]:
    """Return data and shapes."""
    return _Maker(random.Random(seed)).pair()


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.shapes = Graph()
        self.names = 0

    def pair(self) -> tuple[Graph, Graph]:
        data = self.data()
        for _ in range(self.chance.randint(1, 3)):
            self.target(self.shape(depth=0))
        return data, self.shapes

    # --- data ---------------------------------------------------------------------------------------

    def data(self) -> Graph:
        graph, one = Graph(), self.chance
        for _ in range(one.randint(3, 14)):
            value: Node = one.choice(NODES if one.random() < 0.4 else LITERALS)
            graph.add((one.choice(NODES), one.choice(PROPERTIES), value))
        for node in NODES:
            if one.random() < 0.6:
                graph.add((node, RDF.type, one.choice(CLASSES)))
        if one.random() < 0.4:
            graph.add((CLASSES[0], RDFS.subClassOf, CLASSES[1]))
        if one.random() < 0.2:
            graph.add((one.choice(NODES), one.choice(PROPERTIES), BNode("b")))
        return graph

    # --- shapes -------------------------------------------------------------------------------------

    def target(self, shape: Node) -> None:
        one = self.chance
        for _ in range(one.choice((1, 1, 1, 2))):
            kind = one.choice(("targetClass", "targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"))
            pool: list[URIRef] = {"targetClass": CLASSES, "targetNode": NODES}.get(kind, PROPERTIES)
            self.shapes.add((shape, SH[kind], one.choice(pool)))

    def shape(self, depth: int) -> Node:
        if self.chance.random() < 0.6:
            return self.property_shape(depth)
        return self.node_shape(depth)

    def node_shape(self, depth: int) -> Node:
        shape = self.named(SH.NodeShape)
        for _ in range(self.chance.randint(1, 2)):
            self.constrain(shape, depth, of_property=False)
        return shape

    def property_shape(self, depth: int) -> Node:
        shape = self.named(SH.PropertyShape)
        self.shapes.add((shape, SH.path, self.path()))
        for _ in range(self.chance.randint(1, 2)):
            self.constrain(shape, depth, of_property=True)
        return shape

    def named(self, kind: URIRef) -> Node:
        self.names += 1
        shape = EX[f"shape{self.names}"]
        self.shapes.add((shape, RDF.type, kind))
        if self.chance.random() < 0.3:
            self.shapes.add((shape, SH.message, Literal("as one said {?value}", lang="en")))
        if self.chance.random() < 0.3:
            self.shapes.add((shape, SH.severity, self.chance.choice((SH.Warning, SH.Info))))
        if self.chance.random() < 0.05:
            self.shapes.add((shape, SH.deactivated, Literal(True)))
        return shape

    def path(self) -> Node:
        one = self.chance
        if one.random() < 0.65:
            return one.choice(PROPERTIES)
        node = BNode()
        kind = one.choice(("inverse", "sequence", "alternative", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"))
        first, second = one.sample(PROPERTIES, 2)
        if kind == "inverse":
            self.shapes.add((node, SH.inversePath, first))
        elif kind == "sequence":
            Collection(self.shapes, node, [first, second])
        elif kind == "alternative":
            members = BNode()
            Collection(self.shapes, members, [first, second])
            self.shapes.add((node, SH.alternativePath, members))
        else:
            self.shapes.add((node, SH[kind], first))
        return node

    def constrain(self, shape: Node, depth: int, of_property: bool) -> None:
        one = self.chance
        makers = [self.of_value, self.of_value]
        makers += [self.counts, self.pairs] if of_property else []
        makers += [self.inner, self.logical] if depth < 2 else []
        makers += [self.query] if depth == 0 else []
        one.choice(makers)(shape, depth)

    def of_value(self, shape: Node, depth: int) -> None:
        one = self.chance
        name, value = one.choice(
            [
                (SH["class"], one.choice(CLASSES)),
                (SH.datatype, one.choice(DATATYPES)),
                (SH.nodeKind, one.choice(KINDS)),
                (SH.minInclusive, one.choice(NUMBERS + TIMES[:2])),
                (SH.maxExclusive, one.choice(NUMBERS + TIMES[:2])),
                (SH.minLength, Literal(one.randint(0, 3))),
                (SH.maxLength, Literal(one.randint(0, 4))),
                (SH.pattern, Literal(one.choice(PATTERNS))),
                (SH.hasValue, one.choice([*NODES, *WORDS])),
                (SH["in"], self.listed(one.sample([*NODES, *WORDS, *NUMBERS], 4))),
                (SH.languageIn, self.listed([Literal(tag) for tag in one.sample(["en", "ru", "en-GB", "*"], 1)])),
            ]
        )
        self.shapes.set((shape, name, value))
        if name == SH.pattern and one.random() < 0.3:
            self.shapes.set((shape, SH.flags, Literal("i")))

    def counts(self, shape: Node, depth: int) -> None:
        one = self.chance
        kind = one.choice(("min", "max", "language", "qualified"))
        if kind == "language":
            self.shapes.set((shape, SH.uniqueLang, Literal(True)))
        elif kind == "qualified" and depth < 2:
            self.shapes.set((shape, SH.qualifiedValueShape, self.node_shape(depth + 1)))
            name = one.choice((SH.qualifiedMinCount, SH.qualifiedMaxCount))
            self.shapes.set((shape, name, Literal(one.randint(0, 2))))
        else:
            name = SH.maxCount if kind == "max" else SH.minCount
            self.shapes.set((shape, name, Literal(one.randint(0, 3))))

    def pairs(self, shape: Node, depth: int) -> None:
        name = self.chance.choice((SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals))
        self.shapes.set((shape, name, self.chance.choice(PROPERTIES)))

    def inner(self, shape: Node, depth: int) -> None:
        if self.chance.random() < 0.6:
            self.shapes.add((shape, SH.property, self.property_shape(depth + 1)))
        else:
            self.shapes.add((shape, SH.node, self.node_shape(depth + 1)))

    def logical(self, shape: Node, depth: int) -> None:
        name = self.chance.choice(("not", "and", "or", "xone"))
        if name == "not":
            self.shapes.add((shape, SH["not"], self.shape(depth + 1)))
        else:
            self.shapes.add((shape, SH[name], self.listed([self.shape(depth + 1) for _ in range(2)])))

    def query(self, shape: Node, depth: int) -> None:
        node = BNode()
        self.shapes.add((shape, SH.sparql, node))
        text = f"PREFIX ex: <{EX}>\n{self.chance.choice(QUERIES)}"
        self.shapes.add((node, SH.select, Literal(text)))
        if self.chance.random() < 0.5:
            self.shapes.add((node, SH.message, Literal("found {?value} and {?n} at {$this}")))

    def listed(self, members: list[Node]) -> Node:
        node = BNode()
        Collection(self.shapes, node, members)
        return node

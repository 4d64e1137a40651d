"""What all pages have in common: the frame around them, the ways from one to another, how big one may be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape as plain
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup
from pyoxigraph import NamedNode

from remit.names import expand
from remit.publishing.naming import Text
from remit.publishing.pages.filling import environment
from remit.publishing.publication import File, Publication
from remit.publishing.things import Thing

#: How the addresses begin that a link may lead to.
WEB = ("http:", "https:")
#: No page is larger than this, in bytes; longer tables are cut, and say so.
LARGEST = 50_000
#: How many rows a table of a page may have, tried one after the other until the page is small enough.
ROWS = (100_000, 120, 60, 25, 10, 3)


class Site:
    """The pages of a publication: which there are, in which languages, and where."""

    def __init__(self, publication: Publication) -> None:
        self.publication, self.names, self.things = publication, publication.names, publication.things
        self.settings = publication.settings
        self.first = publication.languages[0]
        self.checked = publication.checked
        self.compared = len(self.things.by_kind.get("Revision", ())) > 1
        #: What each thing belongs to, as far as that was asked.
        self.above: dict[str, Thing | None] = {}
        #: The stretches and the links that all pages of a depth and a language have in common, as they are made.
        self.shared: dict[tuple[str, str, str], Markup] = {}
        self.links: dict[tuple[str, str, str], Markup] = {}
        self.quotes: dict[tuple[str, str], Markup] = {}
        #: The choices of forms, by class and language.
        self.choices: dict[tuple[str, str], list[Markup]] = {}
        said = self.settings["words"]
        #: The words of the pages by language, as Python and as templates ask for them.
        self.words: dict[str, Mapping[str, str]] = {code: {**said["en"], **said[code]} for code in said}
        self.told = {code: SimpleNamespace(**words) for code, words in self.words.items()}

    @property
    def concepts(self) -> dict[str, Thing]:
        """Return the concepts and schemes of the vocabularies, which stand outside the base but have pages here."""
        return self.publication.concepts

    @cached_property
    def every(self) -> dict[str, Thing]:
        """Return everything that has a page, by IRI."""
        return {**self.things.every, **self.concepts}

    @cached_property
    def languages(self) -> dict[str, tuple[str, ...]]:
        """Return the languages of the page of each thing."""
        return {iri: self.names.languages(thing) for iri, thing in self.every.items()}

    @cached_property
    def untold(self) -> frozenset[str]:
        """Return the properties that are no facts."""
        return frozenset(map(expand, self.settings["untold"]))

    @cached_property
    def order(self) -> dict[str, int]:
        """Return the rank of the properties as facts."""
        return {expand(curie): rank for rank, curie in enumerate(self.settings["facts"])}

    @cached_property
    def inverse(self) -> dict[str, int]:
        """Return the rank of the properties by which others point to a thing."""
        return {expand(curie): rank for rank, curie in enumerate(self.settings["inverse"])}

    @cached_property
    def silent(self) -> frozenset[str]:
        """Return the classes whose things are named nowhere but on the pages of what has them."""
        return frozenset(self.settings["silent"])

    @cached_property
    def quoting(self) -> dict[str, list[str]]:
        """Return the properties that are told with what the source says, and in which columns."""
        return {expand(curie): columns for curie, columns in self.settings.get("quoting", {}).items()}

    @cached_property
    def spoken(self) -> str:
        """Return the language of what the programme says, if there is one for all revisions."""
        said = {thing.text("remit:leadingLanguage") for thing in self.things.by_kind.get("Revision", ())}
        return min(said) if len(said) == 1 else ""

    def page(self, path: str, language: str) -> str:
        """Return the file of a page in a language; `path` has no suffix."""
        return f"{path}.html" if language == self.first else f"{path}.{language}.html"


@dataclass(frozen=True, eq=False)
class Here:
    """A page of the site and what leads from it to others; `path` has no suffix, `iri` names its thing."""

    site: Site
    path: str
    language: str
    languages: tuple[str, ...]
    iri: str = ""

    @property
    def file(self) -> str:
        """Return the file of the page."""
        return self.site.page(self.path, self.language)

    @cached_property
    def up(self) -> str:
        """Return the way from this page to the top of the site."""
        return "../" * self.path.count("/")

    @property
    def words(self) -> Mapping[str, str]:
        """Return the words of the pages."""
        return self.site.words[self.language]

    @property
    def site_title(self) -> Text:
        """Return what the site is called."""
        return self.text_of(self.site.publication.workspace.settings["title"])

    def text_of(self, texts: Mapping[str, str]) -> Text:
        """Return the one of some texts by language that a reader of this page understands best."""
        code = next((code for code in (self.language, "en") if code in texts), next(iter(texts), ""))
        return Text(str(texts.get(code, "")), code)

    @property
    def menu(self) -> Markup:
        """Return the entries of the menu."""
        return self._shared("menu", self._menu)

    @property
    def foot(self) -> Markup:
        """Return the last lines of the page: the licence, the source."""
        return self._shared("foot", self._foot)

    def _shared(self, name: str, make: Callable[[], Markup]) -> Markup:
        key = (name, self.up, self.language)
        if key not in self.site.shared:
            self.site.shared[key] = make()
        return self.site.shared[key]

    def _menu(self) -> Markup:
        kinds = [kind for kind in self.site.settings["menu"] if self.site.things.by_kind.get(kind)][:4]
        names = self.site.names
        entries = [(names.kind(kind, self.language, many=True).words, f"list/{kind}") for kind in kinds]
        entries += [(self.words["questions"], "questions/all"), (self.words["search"], "search")]
        line = Markup('<li><a href="{}">{}</a></li>\n')
        return Markup("").join(line.format(self.own(path), words) for words, path in entries)

    def _foot(self) -> Markup:
        licence = str(self.site.publication.workspace.settings["licence"])
        sources = self.site.things.by_kind.get("Source", ())
        named = ", ".join(thing.text("dcterms:title") for thing in sources[:3])
        lines = [Markup("{}: {}").format(self.words["licence"], anchor(self.outside(licence), licence, self.language))]
        lines += [Markup(plain(self.say("made", named)))] if named else []
        lines += [self.link_to("check/all", "check_title")] if self.site.checked else []
        lines += [self.link_to("changes/all", "compare")] if self.site.compared else []
        lines += [self.link_to("vocabulary", "vocabulary")] if self.site.concepts else []
        lines += [
            self.link_to("sparql", "ask_title"),
            self.link_to("ontology", "ontology"),
            self.link_to("catalog", "catalogue"),
        ]
        return Markup("<p>{}</p>").format(Markup(" · ").join(lines))

    def link_to(self, path: str, key: str) -> Markup:
        """Return a link to one of the site's own pages."""
        return anchor(Text(self.words[key]), self.own(path), self.language)

    def say(self, key: str, *said: object) -> str:
        """Return words of the pages, filled in."""
        return self.words[key].format(*said)

    def say_column(self, name: str) -> str:
        """Return the words over a column."""
        return self.site.names.column(name, self.language).words

    def to(self, file: str) -> str:
        """Return the way from this page to a file of the site."""
        return self.up + _quoted(file)

    def own(self, path: str) -> str:
        """Return the way to one of the site's own pages, in the language of this one."""
        return self.to(self.site.page(path, self.language))

    def href(self, iri: str) -> str:
        """Return where an IRI leads: to its page on this site, else to itself; nothing where that is no address."""
        thing = self.site.every.get(iri)
        if thing:
            spoken = self.language if self.language in self.site.languages[iri] else self.site.first
            return self.to(self.site.page(thing.path, spoken))
        if iri in self.site.things.files:
            return self.to(iri.removeprefix(self.site.things.base))
        return iri if iri.startswith(WEB) else ""

    def link(self, iri: str, text: Text | None = None) -> Markup:
        """Return words for an IRI, leading there: a link that all pages of a depth and a language share.

        Where they lead to the page that they stand on they are no link.
        """
        if iri == self.iri and iri in self.site.every:
            return spoken(text or self.site.names.full(self.site.every[iri], self.language), self.language)
        key = (iri if text is None else f"{iri} {text.language} {text.words}", self.up, self.language)
        if key not in self.site.links:
            if text is None:
                thing = self.site.every.get(iri)
                text = self.site.names.full(thing, self.language) if thing else self.outside(iri)
            self.site.links[key] = anchor(text, self.href(iri), self.language)
        return self.site.links[key]

    def outside(self, iri: str) -> Text:
        """Return words for what is not on the site: its name, else a short form of its address."""
        named = self.site.names.label(iri, self.language)
        if not iri.startswith(WEB) or not iri.rstrip("/#").endswith(named.words):
            return named
        parts = urlsplit(iri)
        short = f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"
        return Text(short if len(short) <= 60 else f"{short[:58]}…")

    def value(self, term: Any) -> Markup:
        """Return a value as a reader sees it."""
        if isinstance(term, NamedNode):
            return self.link(term.value)
        if term.value in ("true", "false") and term.datatype.value == expand("xsd:boolean"):
            return Markup(self.words["yes" if term.value == "true" else "no"])
        if term.value.startswith(WEB) and " " not in term.value:
            return anchor(self.outside(term.value), term.value, self.language)
        return spoken(Text(term.value, term.language or ""), self.language)


def anchor(text: Text, href: str, language: str) -> Markup:
    """Return words that lead somewhere; the language is that of the page."""
    if not href:
        return spoken(text, language)
    own = f' lang="{text.language}"' if text.language not in ("", language) else ""
    return Markup(f'<a href="{plain(href)}"{own}>{plain(text.words)}</a>')


def spoken(text: Text, language: str) -> Markup:
    """Return words, with their language where it is not that of the page."""
    if not text.words or text.language in ("", language):
        return Markup(plain(text.words))
    return Markup(f'<span lang="{text.language}">{plain(text.words)}</span>')


def render(template: str, here: Here, fill: Callable[[int], Mapping[str, Any]]) -> File:
    """Return a page as a file; `fill` gives what stands on it, with tables of so many rows at most."""
    file, publication, page = here.file, here.site.publication, environment().get_template(template)
    alternates = [(here.to(form.path), form.media, form.name) for form in publication.alternates(file, here.iri)]
    embedded = publication.embedded(here.iri) if here.iri else []
    for rows in ROWS:
        told = {"here": here, "words": here.site.told[here.language], "alternates": alternates, "embedded": embedded}
        content = page.render(**told, **fill(rows)).encode()
        if len(content) <= LARGEST:
            break
    return file, content


def in_languages(site: Site, path: str, iri: str = "") -> Iterator[Here]:
    """Yield one of the site's own pages in each language, with what names it where it is not the site's alone."""
    for language in site.publication.languages:
        yield Here(site, path, language, site.publication.languages, iri)


@cache
def _quoted(file: str) -> str:
    return quote(file, safe="/~()+,=@")

"""The hosts that a site may stand on, with the rules that are published with it: nginx, Apache and Caddy themselves."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import urllib3
from pyoxigraph import NamedNode, Quad, Store

from published import DOCUMENTS, fictional
from remit.names import expand
from remit.publishing import site
from remit.publishing.publication import Publication
from remit.workspace import Workspace

MODULES = "/usr/lib/apache2/modules"
#: Things of a fictional programme whose names no host likes: the end of the IRI, and what a host makes of it.
ODD = {"тг-9": "тг-9", "caf%C3%A9": "café", "one;two": "one;two", "a%20b": "a b", "plan.ttl": "plan.ttl"}
#: Where the site stands, which is not at the path of its base; and where Apache, whose rules name no place, has it.
PLACE, ALIAS = "/else/where/", "/alias/"
#: What is written of the site.
WANTED = (
    "body/",
    "programme/wp",
    "catalog",
    "index.",
    ".",
    "hosting/",
    "questions/remit",
    "search.",
    "dump/all.",
    "ontology",
    "vocabulary/role",
)


@cache
def garden() -> Publication:
    """Return a fictional programme, with the odd names, whose site stands elsewhere than its base says."""
    store, workspace = Store(), Workspace.at(DOCUMENTS / "fictional-en")
    workspace.settings["site"] = f"https://gardens.example{PLACE}"
    store.bulk_extend(fictional().store)
    kind, body = (NamedNode(expand(each)) for each in ("rdf:type", "remit:Body"))
    store.extend(Quad(NamedNode(f"{workspace.base}body/{name}"), kind, body) for name in ODD)
    return Publication(workspace, store)


@cache
def made() -> dict[str, bytes]:
    """Return the files of its site by their paths."""
    return dict(site.files(garden()))


@dataclass(frozen=True)
class Host:
    """A server that runs, and where the site begins there."""

    port: int
    begin: str

    def ask(self, path: str, accept: str, method: str = "GET", **headers: str) -> Any:
        """Return the answer to a path of the site."""
        where = f"http://127.0.0.1:{self.port}{self.begin}{quote(path)}"
        return urllib3.request(method, where, headers={"Accept": accept, **headers}, redirect=False)


def laid_out(folder: Path) -> Path:
    """Write the site, or what is asked for of it, and return its folder; every server may read it."""
    root = folder / "site"
    for name, content in made().items():
        if name.startswith(WANTED):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o755 if each.is_dir() else 0o644)
    for parent in folder.parents:
        if parent.owner() == folder.owner() and str(parent) != "/":
            parent.chmod(parent.stat().st_mode | 0o055)
    return root


def nginx(root: Path, folder: Path, port: int) -> list[str]:
    """Write the settings of nginx and return how it is started."""
    rules = made()["hosting/nginx.conf"].decode().replace("/srv/site", str(root))
    outer, inner = rules[: rules.index("types {")], rules[rules.index("types {") :]
    settings = folder / "nginx.conf"
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    settings.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log off; {temporary} {outer} server {{ listen 127.0.0.1:{port}; {inner} }} }}"
    )
    return [needs("nginx"), "-c", str(settings)]


def apache(root: Path, folder: Path, port: int) -> list[str]:
    """Write the settings of Apache, which has the site behind an alias, outside of its root."""
    program = needs("apache2")
    (folder / "none").mkdir()
    named = ("mpm_event", "authz_core", "dir", "mime", "rewrite", "headers", "negotiation", "alias", "setenvif")
    modules = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in named)
    settings = folder / "apache.conf"
    settings.write_text(
        f"ServerRoot {folder}\nServerName localhost\nPidFile {folder}/pid\nListen 127.0.0.1:{port}\n{modules}\n"
        f"{'User www-data' if os.getuid() == 0 else ''}\n{'Group www-data' if os.getuid() == 0 else ''}\n"
        f"TypesConfig /etc/mime.types\nErrorLog {folder}/error.log\nDocumentRoot {folder}/none\n"
        f"Alias {ALIAS} {root}/\n<Directory {root}>\n"
        "AllowOverride FileInfo Indexes Options=MultiViews\nRequire all granted\n</Directory>\n"
    )
    return [program, "-f", str(settings), "-DFOREGROUND"]


def apache_at_root(root: Path, folder: Path, port: int) -> list[str]:
    """Write the settings of an Apache whose root is the site."""
    command = apache(root, folder, port)
    settings = folder / "apache.conf"
    text = settings.read_text().replace(f"DocumentRoot {folder}/none\nAlias {ALIAS} {root}/", f"DocumentRoot {root}")
    settings.write_text(text)
    return command


def caddy(root: Path, folder: Path, port: int) -> list[str]:
    """Write the settings of Caddy and return how it is started."""
    if not (program := shutil.which("caddy")):
        pytest.skip("caddy is not installed")
    rules, host = made()["hosting/Caddyfile"].decode(), urlsplit(garden().base).netloc
    rules = rules.replace("/srv/site", str(root)).replace(f"\n{host} {{", f"\n:{port} {{")
    settings = folder / "Caddyfile"
    settings.write_text("{\nadmin off\nauto_https off\n}\n" + rules)
    return [program, "run", "--config", str(settings), "--adapter", "caddyfile"]


#: Name → what writes its settings, and where the site begins.
HOSTS: dict[str, tuple[Callable[[Path, Path, int], list[str]], str]] = {
    "nginx": (nginx, PLACE),
    "apache": (apache, ALIAS),
    "apache_at_root": (apache_at_root, "/"),
    "caddy": (caddy, PLACE),
}


def hosted(name: str, root: Path, folder: Path) -> Iterator[Host]:
    """Run a host of a folder while what is yielded is used."""
    write, begin = HOSTS[name]
    port = free_port()
    yield from (Host(each, begin) for each in running(write(root, folder, port), port))


def running(command: list[str], port: int) -> Iterator[int]:
    """Run a server, yield its port as soon as it listens there, and end it."""
    with subprocess.Popen(command, stderr=subprocess.PIPE) as server:
        for _ in range(100):
            time.sleep(0.1)
            if server.poll() is not None:
                pytest.fail(str(server.stderr and server.stderr.read().decode()))
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
        yield port
        server.terminate()


def free_port() -> int:
    """Return a port at which nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def needs(program: str) -> str:
    """Return where a server is; without it the test is skipped, and fails in the continuous integration."""
    found = shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin")
    if not found and os.environ.get("CI"):
        pytest.fail(f"{program} is not installed")
    if not found:
        pytest.skip(f"{program} is not installed")
    return str(found)

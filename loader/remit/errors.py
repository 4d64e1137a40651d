"""What stops the program: one family, each with one sentence that says what to do.

    RemitError                 the program was stopped; exit code 2
    ├── SourceError            a document cannot be read (no file, a picture, no programme in it)
    ├── WorkspaceError         a file of the workspace is broken (registry, rule, question, setting)
    ├── QuestionError          no such question, a parameter is missing or not understood
    ├── UnknownName            a name leads to nothing that is registered
    ├── StoreError             the graph cannot be opened or written
    ├── PublishError           the site cannot be written
    ├── ServeError             the server cannot be started
    ├── ServiceError           a live service is not to be asked, or gave no answer that can be used
    └── MissingTool            an optional tool or package is not installed

Anything else that is raised is our bug and keeps its traceback.
"""

from __future__ import annotations


class RemitError(Exception):
    """Stop the program with one sentence for its user."""


class SourceError(RemitError):
    """A document cannot be read."""


class WorkspaceError(RemitError):
    """A file of the workspace is broken."""


class QuestionError(RemitError):
    """A question is unknown, or asked in a way it does not understand."""


class UnknownName(RemitError):
    """A name leads to nothing that is registered."""


class StoreError(RemitError):
    """The graph cannot be opened or written."""


class PublishError(RemitError):
    """The site cannot be written."""


class ServeError(RemitError):
    """The server cannot be started."""


class ServiceError(RemitError):
    """A live service is not to be asked, or gave no answer that can be used."""


class MissingTool(RemitError):
    """An optional tool or package is not installed."""

"""What fills in the templates of the pages: Jinja, which leaves alone what is markup already."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape


@cache
def environment() -> Environment:
    """Return what fills in the templates."""
    return _Environment(
        loader=PackageLoader("remit.publishing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


class _Code(CodeGenerator):
    """Writes the code of a template, in which each value goes through `shown`; a page has a hundred of them."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")


class _Environment(Environment):
    code_generator_class = _Code

    @staticmethod
    def shown(value: Any) -> str:
        """Return a value as it stands on a page: `escape` would make markup anew each time."""
        kind = type(value)
        if kind is Markup:
            return value  # type: ignore[no-any-return]
        return _escaped(value) if kind is str else escape(value)


#: Most words stand on many pages.
_escaped = lru_cache(maxsize=1 << 14)(escape)

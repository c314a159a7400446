"""The addresses of the API as a table, read from its routes without running them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROUTES = Path(__file__).resolve().parent.parent / "src" / "qalqan" / "desk" / "api"
METHODS = ("get", "post", "patch", "put", "delete")
# In the order of the work: look, take in, decide, change, follow up, write, take out.
PARTS = (
    "reading",
    "standings",
    "publications",
    "importing",
    "deciding",
    "changing",
    "noting",
    "keeping",
    "dividing",
    "following",
    "dossiers",
    "releasing",
    "taking_out",
    "routes",
)


@dataclass(frozen=True)
class Address:
    method: str
    path: str
    asked: tuple[str, ...]  # what may stand after "?"
    sent: tuple[str, ...]  # fields of what is sent
    told: str


def table() -> str:
    """Every address with what is asked, what is sent and the first words of its description."""
    parts = []
    for name in PARTS:
        tree = ast.parse((ROUTES / f"{name}.py").read_text("utf-8"))
        rows = [f"| `{one.method} {_written(one)}` | {_sent(one)} | {one.told} |" for one in _addresses(tree)]
        parts.append(f"### {_heading(tree)}\n\n| address | sent | does |\n|---|---|---|\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def _addresses(tree: ast.Module) -> Iterator[Address]:
    shapes = {one.name: one for one in tree.body if isinstance(one, ast.ClassDef)}
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef):
            continue
        for call in function.decorator_list:
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in METHODS:
                path = str(ast.literal_eval(call.args[0])).lstrip("/")
                names = [(one.arg, ast.unparse(one.annotation) if one.annotation else "") for one in function.args.args]
                sent = next((tuple(_fields(shapes, kind)) for name, kind in names if name == "said"), ())
                asked = tuple(
                    n for n, _ in names if n not in ("request", "response", "said") and f"{{{n}}}" not in path
                )
                yield Address(call.func.attr.upper(), path, asked, sent, _told(function))


def _fields(shapes: dict[str, ast.ClassDef], name: str) -> Iterator[str]:
    shape = shapes[name]
    for base in shape.bases:
        if isinstance(base, ast.Name) and base.id in shapes:
            yield from _fields(shapes, base.id)
    for line in shape.body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            yield line.target.id


def _written(one: Address) -> str:
    return one.path + (f"?{'&'.join(one.asked)}" if one.asked else "")


def _sent(one: Address) -> str:
    if one.path == "works/file":
        return "the bytes"
    return ", ".join(f"`{name}`" for name in one.sent)


def _told(function: ast.FunctionDef) -> str:
    return " ".join((ast.get_docstring(function) or "").split()).replace("|", "\\|")


def _heading(tree: ast.Module) -> str:
    return (ast.get_docstring(tree) or "").partition("\n\n")[0].replace("\n", " ").rstrip(".")

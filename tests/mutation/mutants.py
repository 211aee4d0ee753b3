"""The mutants of a module: each has one operator, condition or number changed.

Not changed, because no run could tell or each would: annotations, decorators, keywords of a class
(`frozen=True`), `zip(strict=…)`, a `+` or `/` beside a text, `if TYPE_CHECKING`.
"""

import ast
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from copy import copy
from pathlib import Path

from msgspec import Struct

from tests.mutation.reached import MUTATED_FOLDERS

OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
}
# Run by a developer who changes the word list, and by no test.
BY_HAND = {"kmtui/thai/bake_lexicon.py", "models/office/bake_law_titles.py"}
_HAS_BODY = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
_DECIDES_NOTHING = {"annotation", "returns", "decorator_list", "type_params"}
_CONDITIONS = {(ast.If, "test"), (ast.While, "test"), (ast.IfExp, "test")} | {
    (ast.comprehension, "ifs"),
    (ast.match_case, "guard"),
}
# Changed as such; a condition of another kind is negated.
_CHANGED_THEMSELVES = ast.Compare | ast.BoolOp | ast.UnaryOp | ast.Constant


class Mutant(Struct, frozen=True):
    """One change of one module.

    Attributes:
        path: the module, from the root of the project.
        function: the class and function around it; empty on the level of the module.
        text: the expression before and after.
        nth: which of the equal changes in this function, from 1.
        lines: the lines of the expression.
        index: which change of the module.
    """

    path: str
    function: str
    text: str
    nth: int
    lines: range
    index: int

    @property
    def name(self) -> str:
        """The place and the change, without the number of a line: it outlives other changes."""
        again = f" ({self.nth})" if self.nth > 1 else ""
        return f"{self.path}:{self.function}: {self.text}{again}"

    @property
    def folder(self) -> str:
        """The folder of the module: a subject of models or exports, or the Thai core."""
        parts = self.path.split("/")
        return "/".join(parts[: min(2, len(parts) - 1)])


class Place(Struct, frozen=True):
    """A node where it is held."""

    function: str
    holder: ast.AST
    field: str
    index: int | None
    node: ast.AST
    lines: range

    def put(self, node: ast.AST) -> None:
        """Put another node here."""
        if self.index is None:
            setattr(self.holder, self.field, node)
        else:
            getattr(self.holder, self.field)[self.index] = node

    @property
    def is_condition(self) -> bool:
        """Whether only the truth of the node counts."""
        return (type(self.holder), self.field) in _CONDITIONS


def mutants_of(path: str, source: str) -> list[Mutant]:
    """Return all mutants of a module, in the order of its text."""
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for index, (place, changed) in enumerate(_changes(ast.parse(source))):
        text = f"{ast.unparse(place.node)} -> {ast.unparse(changed)}"
        seen[place.function, text] += 1
        nth = seen[place.function, text]
        found.append(Mutant(path, place.function, text, nth, place.lines, index))
    return found


def mutated(source: str, index: int) -> str:
    """Return the text of a module with one of its changes, without its comments."""
    tree = ast.parse(source)
    place, changed = [*_changes(tree)][index]
    place.put(changed)
    return ast.unparse(tree)


def all_mutants(root: Path) -> list[Mutant]:
    """Return the mutants of all modules in MUTATED_FOLDERS."""
    paths = (path for folder in MUTATED_FOLDERS for path in sorted((root / folder).rglob("*.py")))
    names = (str(path.relative_to(root)) for path in paths)
    return [
        each
        for name in names
        if name not in BY_HAND
        for each in mutants_of(name, (root / name).read_text("utf-8"))
    ]


def draw(mutants: Iterable[Mutant], count: int, seed: int) -> list[Mutant]:
    """Draw `count` mutants, from each of MUTATED_FOLDERS in proportion to its number.

    They are ordered by a hash of seed and name: if a function changes, the others keep their
    mutants, and a smaller draw is the beginning of a larger one.
    """
    by_folder = defaultdict(list)
    for each in mutants:
        by_folder[next(f for f in MUTATED_FOLDERS if each.path.startswith(f + "/"))].append(each)
    total = sum(map(len, by_folder.values()))
    drawn = []
    for found in by_folder.values():
        found.sort(key=lambda each: hashlib.sha256(f"{seed} {each.name}".encode()).digest())
        drawn += found[: round(count * len(found) / total)]
    return drawn


def _changes(tree: ast.Module) -> Iterator[tuple[Place, ast.AST]]:
    for place in _places(tree, "", range(0)):
        if isinstance(place.holder, ast.keyword) and isinstance(place.node, ast.Constant):
            continue  # changed with its name
        for changed in _changed(place.node):
            yield place, changed
        if place.is_condition and not isinstance(place.node, _CHANGED_THEMSELVES):
            assert isinstance(place.node, ast.expr)
            yield place, ast.UnaryOp(ast.Not(), place.node)


def _places(holder: ast.AST, function: str, around: range) -> Iterator[Place]:
    """Yield all nodes under `holder` that may decide something."""
    for field, held in ast.iter_fields(holder):
        if field in _DECIDES_NOTHING or (field == "keywords" and isinstance(holder, ast.ClassDef)):
            continue
        inner = function
        if isinstance(holder, _HAS_BODY) and field == "body":
            inner = f"{function}.{holder.name}".lstrip(".")
        for index, node in enumerate(held if isinstance(held, list) else [held]):
            if not isinstance(node, ast.AST) or _is_left_alone(node):
                continue
            lines = around
            # Python 3.11 numbers the lines within an f-string from its beginning.
            if hasattr(node, "lineno") and not isinstance(holder, ast.FormattedValue):
                lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            yield Place(
                inner, holder, field, index if isinstance(held, list) else None, node, lines
            )
            yield from _places(node, inner, lines)


def _is_left_alone(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return ast.unparse(node.test) == "TYPE_CHECKING"
    return isinstance(node, ast.keyword) and node.arg == "strict"


def _changed(node: ast.AST) -> Iterator[ast.AST]:
    """Yield each other node that may be put for this one."""
    match node:
        case ast.Compare():
            for i, operator in enumerate(node.ops):
                yield _with(node, ops=_replaced(node.ops, i, OPERATORS[type(operator)]()))
            for i, each in enumerate(node.comparators):
                if (more := _one_more(each)) is not None:
                    yield _with(node, comparators=_replaced(node.comparators, i, more))
        case ast.BoolOp() | ast.BinOp() | ast.AugAssign() if type(node.op) in OPERATORS:
            if isinstance(node, ast.BoolOp) or not _joins_texts(node):
                yield _with(node, op=OPERATORS[type(node.op)]())
            if isinstance(node.op, ast.Add | ast.Sub):
                for field in ("left", "right", "value"):
                    if (more := _one_more(getattr(node, field, None))) is not None:
                        yield _with(node, **{field: more})
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.keyword(value=ast.Constant(value=bool(value))):
            yield _with(node, value=ast.Constant(not value))
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _replaced(held: Iterable[object], index: int, value: object) -> list[object]:
    return [value if i == index else each for i, each in enumerate(held)]


def _one_more(node: object) -> ast.Constant | None:
    """Return the next number for a whole number."""
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return ast.Constant(node.value + 1)
    return None


def _joins_texts(node: ast.BinOp | ast.AugAssign) -> bool:
    sides = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.value,)
    return any(
        isinstance(side, ast.JoinedStr | ast.List)
        or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in sides
    )

"""The house rules that a machine can hold: sizes, imports, docstrings, hints, names, files."""

import ast
import io
import re
import tokenize
import tomllib
from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from pathlib import Path

import pytest

from exports.catalogue import DOCUMENTS
from tests.conftest import ROOT

PACKAGES = ("kmtui", "screens", "models", "exports")
LONGEST_FILE, LONGEST_CLASS, LONGEST_FUNCTION = 400, 250, 50
FULLEST_FOLDER = 15
MOST_PUBLIC_METHODS = 25
DEEPEST_SCREEN = 1  # bases of ours between a screen, dialog or widget and Textual or ROOTS
ROOTS = {"KmScreen", "KmDialog"}
PRIVATE_NAMES_IN_USE = {
    "_replace": "public in a NamedTuple; the underscore keeps it apart from the fields",
    "_meta": "Peewee's way to a table's name and fields",
    "_exit": "os._exit ends a process whose terminal is gone",
    "_worksheet_path": "openpyxl tells no other way which part of the file a sheet is",
}
# Derived from a dataclass of Textual.
DATACLASSES = {"screens/terminal/notifications.py:SafeNotification"}
ACTOR_NAMES = {"who", "actor"}  # said once a thread, in models/editing/actor.py
ACTOR_IS_GIVEN = {
    "models/drafts/writer.py:Writer.__init__": "told to a thread, which starts without",
}
TEXTUAL_INSIDE = Path("screens/terminal")  # keys and styles are taken over from Textual itself
OWN = Path(__file__).name  # the patterns of what is not wanted stand here
STARTED = ("kmtui.__main__", "kmtui.app")
BY_HAND = (
    "kmtui.thai.bake_lexicon",
    "models.office.bake_law_titles",
)  # run by a developer who changes the word list
DOCUMENTED = 0.9
PRIVATE_LANGUAGE = re.compile(
    r"\b([Tt]old|[Aa]new|[Nn]obody|[Ss]omebody|[Ee]verybody|[Ww]hoever|[Mm]eanwhile)\b"
)
TEST_NAME = re.compile(r"^ *(?:async )?def (test_\w+)", re.MULTILINE)
NO_SUBJECT = re.compile(
    r"test_(it|its|they|them|what|whatever|who|whoever|whom|whose|how|where|that)_"
)
PRIVATE_IN_NAMES = re.compile(
    r"_(told|tells?|stands?|standing|anew|nobody|somebody|everybody|meanwhile|says_so|said_so"
    r"|is_said)(?=_|$)"
)
EXAMPLE_DATA = ROOT / "models" / "data"
ORDINARY_NAMES = {"ยุติธรรม"}  # "justice": a family name of the example, and part of many laws
QUESTION = re.compile(r"(What|Whether|Who|Whom|Whose|How|Where|Which|When|Why|As)\b")
TEXTS = {".py", ".tcss", ".toml", ".sql", ".md", ".txt", ".cfg", ".yml", ""}
ELSEWHERE = re.compile(
    r"(?<![\w.])/(?:work|home|root|Users)/\w|https?://[^\s/]*(?:nexus|artifactory)"
)

Definition = ast.FunctionDef | ast.AsyncFunctionDef
FILES = sorted(chain.from_iterable((ROOT / package).rglob("*.py") for package in PACKAGES))
TREES = {path.relative_to(ROOT): ast.parse(path.read_text("utf-8")) for path in FILES}
MODULES = {
    ".".join(path.with_suffix("").parts).removesuffix(".__init__"): tree
    for path, tree in TREES.items()
}


def imported(tree: ast.AST) -> Iterator[str]:
    """Our modules that a module names in any import: in functions and under TYPE_CHECKING too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (each if each in MODULES else node.module for each in names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def import_graph() -> dict[str, set[str]]:
    return {
        name: {each for each in imported(tree) if each in MODULES} - {name}
        for name, tree in MODULES.items()
    }


def late_imports(floor: str) -> set[str]:
    """The modules of a floor with an import of ours inside a function."""
    return {
        name
        for name, tree in MODULES.items()
        if name.partition(".")[0] == floor
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and any(each in MODULES for each in imported(node))
    }


def test_no_modules_import_one_another_in_a_circle() -> None:
    try:
        TopologicalSorter(import_graph()).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))


def test_screens_import_inside_functions_only_in_routes() -> None:
    assert late_imports("screens") == {"screens.routes"}


def test_no_screen_reports_success_of_an_operation_that_may_have_been_refused() -> None:
    """`call_or_show_error` shows the refusal; what follows must look at its result."""
    blocks = (
        (path, block)
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        for block in (getattr(node, "body", None), getattr(node, "orelse", None))
        if isinstance(block, list)
    )
    unseen = [
        f"{path}:{first.lineno}"
        for path, block in blocks
        for number, first in enumerate(block)
        if isinstance(first, ast.Expr) and "call_or_show_error(" in ast.unparse(first)
        for after in block[number + 1 :]
        if re.search(r"\.show_message\(|\.dismiss\(|return True", ast.unparse(after))
    ]
    assert unseen == []


def test_exports_import_own_modules_only_at_top_level() -> None:
    assert late_imports("exports") == set()


def test_every_module_is_reached_from_the_program() -> None:
    graph, reached = import_graph(), set[str]()
    # Loaded by the name in their row when the document is asked for.
    graph["exports.catalogue"] |= {document.module for document in DOCUMENTS}
    graph["exports.catalogue"].add("exports.word.document_builder")
    waiting = list(STARTED)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += graph[name]
    packages = {".".join(path.parent.parts) for path in TREES if path.name == "__init__.py"}
    lost = set(MODULES) - reached - packages
    assert lost == set(BY_HAND), "import it, or give it its row in the catalogue or the routes"


def test_no_folder_has_more_modules_than_allowed() -> None:
    counts = Counter(str(path.parent) for path in TREES if path.name != "__init__.py")
    fuller = {folder: n for folder, n in counts.items() if n > FULLEST_FOLDER}
    assert fuller == {}, f"over {FULLEST_FOLDER} modules: make a folder of those on one subject"


def length(node: ast.ClassDef | Definition) -> int:
    """Lines from the first decorator to the end."""
    first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
    return (node.end_lineno or first) - first + 1


def nodes(kind: type[ast.ClassDef] | tuple[type, ...]) -> Iterator[tuple[str, ast.AST]]:
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, kind):
                yield f"{path}:{node.lineno} {node.name}", node  # type: ignore[attr-defined]


def functions() -> Iterator[tuple[str, Definition]]:
    for name, node in nodes((ast.FunctionDef, ast.AsyncFunctionDef)):
        assert isinstance(node, Definition)
        yield name, node


def test_no_file_is_longer_than_allowed() -> None:
    sizes = {path: len(path.read_text("utf-8").splitlines()) for path in FILES}
    longer = {str(path): lines for path, lines in sizes.items() if lines > LONGEST_FILE}
    assert longer == {}, f"over {LONGEST_FILE} lines: move one subject of it to a module beside it"


def test_no_class_is_longer_than_allowed() -> None:
    sizes = {name: length(node) for name, node in classes()}
    assert {name: lines for name, lines in sizes.items() if lines > LONGEST_CLASS} == {}


def test_no_function_is_longer_than_allowed_and_most_are_short() -> None:
    sizes = {name: length(node) for name, node in functions()}
    longer = {name: lines for name, lines in sizes.items() if lines > LONGEST_FUNCTION}
    assert longer == {}, f"over {LONGEST_FUNCTION} lines: name a part of it and call it"
    ordered = sorted(sizes.values())
    assert ordered[len(ordered) // 2] <= 8
    assert ordered[len(ordered) * 95 // 100] <= 25


def classes() -> Iterator[tuple[str, ast.ClassDef]]:
    for name, node in nodes(ast.ClassDef):
        assert isinstance(node, ast.ClassDef)
        yield name, node


OWN_CLASSES = {node.name: node for _, node in classes()}


def own_bases(node: ast.ClassDef) -> list[str]:
    """The classes of ours from which a class is derived directly."""
    bases = (each.value if isinstance(each, ast.Subscript) else each for each in node.bases)
    return [each.id for each in bases if isinstance(each, ast.Name) and each.id in OWN_CLASSES]


def generic_bases(node: ast.ClassDef) -> list[str]:
    """The classes of ours above a class, up to Textual or to the base of all screens."""
    found = []
    for name in own_bases(node):
        if name not in ROOTS:
            found += [name, *generic_bases(OWN_CLASSES[name])]
    return found


def test_no_class_is_derived_from_two_classes_of_ours() -> None:
    assert {name: bases for name, node in classes() if len(bases := own_bases(node)) > 1} == {}


def test_a_screen_has_one_base_of_ours_besides_the_base_of_all_screens() -> None:
    bases = {name: generic_bases(node) for name, node in classes() if name.startswith("screens/")}
    assert {name: found for name, found in bases.items() if len(found) > DEEPEST_SCREEN} == {}


def test_no_attribute_of_a_widget_is_taken_for_a_key_by_textual() -> None:
    """Textual calls `key_at` and `_key_at` of a widget when `@` is pressed, whatever they are."""
    named = re.compile(r"_?key_[a-z_]+")
    found = {
        f"{path}: {node.attr}"
        for path in (each for each in TREES if str(each).startswith(("screens", "kmtui")))
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
        and isinstance(node.ctx, ast.Store)
        and named.fullmatch(node.attr)
    }
    assert found == set()


def test_no_class_has_more_public_methods_than_allowed() -> None:
    counts = {
        name: sum(
            isinstance(each, Definition) and not each.name.startswith("_") for each in node.body
        )
        for name, node in classes()
    }
    assert {name: n for name, n in counts.items() if n > MOST_PUBLIC_METHODS} == {}


def private_uses(tree: ast.AST) -> Iterator[ast.Attribute]:
    """The underscore names of other objects; an object's own are behind self, cls or super()."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and re.match("_(?!_)", node.attr):
            owner = node.value.func if isinstance(node.value, ast.Call) else node.value
            if not (isinstance(owner, ast.Name) and owner.id in {"self", "cls", "super"}):
                yield node


def of_the_same_class(tree: ast.Module) -> Iterator[ast.Attribute]:
    """The underscore names of a parameter that is another instance of the class around it."""
    for owner in ast.walk(tree):
        for method in owner.body if isinstance(owner, ast.ClassDef) else ():
            if isinstance(method, Definition):
                twins = {
                    each.arg
                    for each in method.args.args
                    if isinstance(each.annotation, ast.Name) and each.annotation.id == owner.name
                }
                yield from (
                    use
                    for use in private_uses(method)
                    if isinstance(use.value, ast.Name) and use.value.id in twins
                )


def test_no_module_uses_an_underscore_name_of_another_object() -> None:
    used = [
        f"{path}:{use.lineno} {ast.unparse(use)}"
        for path, tree in TREES.items()
        if not path.is_relative_to(TEXTUAL_INSIDE)
        for use in set(private_uses(tree)) - set(of_the_same_class(tree))
        if use.attr not in PRIVATE_NAMES_IN_USE
    ]
    assert used == []


def test_value_classes_are_structs() -> None:
    """A dataclass takes forty times as long to make, and ten times as long to fill."""
    dataclasses = {
        f"{path}:{node.name}"
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and any("dataclass" in ast.unparse(each) for each in node.decorator_list)
    }
    assert dataclasses == DATACLASSES


def test_every_exception_for_an_underscore_name_is_in_use() -> None:
    used = {use.attr for tree in TREES.values() for use in private_uses(tree)}
    assert set(PRIVATE_NAMES_IN_USE) - used == set()


def test_every_function_has_type_hints_throughout() -> None:
    missing = []
    for name, node in functions():
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        arguments += [each for each in (node.args.vararg, node.args.kwarg) if each]
        bare = [each.arg for each in arguments if not each.annotation]
        if set(bare) - {"self", "cls"} or (node.returns is None and node.name != "__init__"):
            missing.append(name)
    assert missing == []


def functions_given(names: set[str]) -> set[str]:
    """The functions of models and screens with a parameter of such a name, methods too."""
    found = set()
    for path, tree in TREES.items():
        owners: dict[ast.AST, str] = {
            each: f"{node.name}."
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
            for each in node.body
        }
        for node in ast.walk(tree):
            if path.parts[0] in ("models", "screens") and isinstance(node, Definition | ast.Lambda):
                spec = node.args
                given = {each.arg for each in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)}
                if given & names:
                    found.add(f"{path}:{owners.get(node, '')}{getattr(node, 'name', 'lambda')}")
    return found


def test_no_operation_takes_the_name_of_its_actor() -> None:
    assert functions_given(ACTOR_NAMES) == set(ACTOR_IS_GIVEN)


def public_names(folder: str) -> dict[str, bool]:
    """Every public module, class and function, and whether it says what it promises."""
    found = {}
    for path, tree in TREES.items():
        if path.is_relative_to(folder):
            found[str(path)] = ast.get_docstring(tree) is not None
            found |= {f"{path} {name}": told for name, told in _public(tree)}
    return found


def _public(tree: ast.Module | ast.ClassDef) -> Iterator[tuple[str, bool]]:
    for node in tree.body:
        if not isinstance(node, ast.ClassDef | Definition) or node.name.startswith("_"):
            continue
        yield node.name, ast.get_docstring(node) is not None
        if isinstance(node, ast.ClassDef):
            yield from _public(node)


@pytest.mark.parametrize("folder", ["models", "exports", "kmtui/thai"])
def test_nearly_all_public_names_have_a_docstring(folder: str) -> None:
    names = public_names(folder)
    silent = [name for name, told in names.items() if not told]
    assert len(silent) <= (1 - DOCUMENTED) * len(names), silent


def test_docstrings_and_comments_use_no_private_language() -> None:
    found = []
    for path in [*FILES, *sorted((ROOT / "tests").rglob("*.py"))]:
        source = path.read_text("utf-8")
        if not PRIVATE_LANGUAGE.search(source):
            continue
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            is_prose = token.type == tokenize.COMMENT or '"""' in token.string[:4]
            if is_prose and (match := PRIVATE_LANGUAGE.search(token.string)):
                found.append(f"{path.relative_to(ROOT)}:{token.start[0]} {match[0]}")
    assert found == [], "say it in standard terms, with the code or the user as subject"


def names_of_tests() -> list[str]:
    """Return the name of every test, in the order of the files."""
    paths = sorted((ROOT / "tests").rglob("test_*.py"))
    return [name for path in paths for name in TEST_NAME.findall(path.read_text("utf-8"))]


def test_names_of_tests_begin_with_a_subject_and_use_no_private_language() -> None:
    names = names_of_tests()
    assert len(names) > 2000, "the names are found"
    hits = [(name, NO_SUBJECT.match(name) or PRIVATE_IN_NAMES.search(name)) for name in names]
    bad = [f"{name}: {hit[0]}" for name, hit in hits if hit]
    assert bad == [], "rename: subject, action, outcome, without the words behind the colon"


def test_names_of_tests_are_unique() -> None:
    # `pytest -k` runs every test of a name, and the documents refer to tests by name alone.
    assert [name for name, count in Counter(names_of_tests()).items() if count > 1] == []


def is_property(node: ast.AST) -> bool:
    decorators = map(ast.unparse, getattr(node, "decorator_list", ()))
    return any("property" in name or name.endswith(".setter") for name in decorators)


def docstrings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The line and text of every docstring, those of constants too.

    Of a property that answers yes or no the word Whether is left out: its docstring is a noun.
    """
    for node in ast.walk(tree):
        for each in node.body if isinstance(node, ast.Module | ast.ClassDef | Definition) else ():
            if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
                text = str(each.value.value)
                yield each.lineno, text.removeprefix("Whether ") if is_property(node) else text


def test_docstrings_do_not_begin_with_a_question() -> None:
    found = [
        f"{path}:{line} {text[:40]}"
        for path, tree in TREES.items()
        for line, text in docstrings(tree)
        if QUESTION.match(text)
    ]
    assert found == [], "begin with the imperative, a property or class with a noun phrase"


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file of the project, as a clone has it."""
    folders = [ROOT / name for name in (*PACKAGES, "tests", "docs", "benchmarks", ".ci")]
    paths = chain(ROOT.glob("*"), *(folder.rglob("*") for folder in folders))
    for path in paths:
        # A worktree's .git is a file that names the machine's folder; no commit holds it.
        if path.is_file() and path.suffix in TEXTS and path.name not in (OWN, ".git"):
            yield path.relative_to(ROOT), path.read_text("utf-8")


def test_no_file_contains_a_zero_width_space_or_a_machine_path() -> None:
    assert [str(path) for path, text in texts() if "\u200b" in text] == []
    assert [f"{path}: {hit}" for path, text in texts() for hit in ELSEWHERE.findall(text)] == []


def names_of_the_example() -> set[str]:
    """Return the names of the example's places and people, without words that others use, too."""
    example = tomllib.loads((EXAMPLE_DATA / "example.toml").read_text("utf-8"))
    office = example["organization"]
    names = {office[field] for field in ("district", "province", "website", "memo_prefix")}
    names.add(office["name"].removeprefix("เทศบาลตำบล"))
    for person in example["people"]:
        names |= {person["given_name"], person["family_name"]}
    return names - ORDINARY_NAMES


def test_the_example_is_named_in_its_own_data_only() -> None:
    names = names_of_the_example()
    assert len(names) > 15, "the names are found"
    others = {
        path: text
        for path, text in texts()
        if path.parts[0] in PACKAGES and not any("example" in part for part in path.parts)
    }
    assert len(others) > len(FILES), "modules, style sheets, SQL and data"
    assert [
        f"{path}: {name}" for path, text in others.items() for name in names if name in text
    ] == []


def test_no_class_or_module_has_a_filler_name() -> None:
    empty = ("Manager", "Helper", "Utils", "Util", "Info", "Handler")
    names = [name for name, _ in classes()]
    assert [name for name in names if name.endswith(empty)] == []
    assert [
        str(path) for path in TREES if path.stem in ("utils", "helpers", "common", "misc")
    ] == []

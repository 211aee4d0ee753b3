"""No document is half there: every row of the catalogue has its module with its functions."""

import inspect
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest
from msgspec import Struct
from msgspec.structs import fields

from exports.catalogue import DOCUMENTS, load
from exports.documents import Document, KeyType, Request
from exports.typesetting.drawn import RenderedPdf
from models.office.plain_table import Listing


def taken_and_given(function: Callable[..., Any]) -> tuple[list[Any], Any]:
    """The types of the parameters, and of what is returned."""
    signature = inspect.signature(function)
    taken = [each.annotation for each in signature.parameters.values()]
    return taken, signature.return_annotation


@pytest.mark.parametrize("document", DOCUMENTS, ids=[each.id for each in DOCUMENTS])
def test_every_document_module_has_matching_find_gather_and_render(document: Document) -> None:
    module = load(document)
    taken, record = taken_and_given(module.find)
    assert taken == [Request]
    taken, value = taken_and_given(module.gather)
    assert taken == [record, Request]
    assert taken_and_given(module.render) == ([value, Path | None], RenderedPdf)
    assert issubclass(value, Struct)
    assert value.__struct_config__.frozen
    assert "file_title" in {field.name for field in fields(value)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=[each.id for each in DOCUMENTS])
def test_the_catalogue_marks_exactly_the_table_modules(document: Document) -> None:
    module = cast(ModuleType, load(document))
    assert document.is_table == hasattr(module, "table_of")
    if document.is_table:
        _, value = taken_and_given(module.gather)
        assert taken_and_given(module.table_of) == ([value], Listing)


@pytest.mark.parametrize("key_type", KeyType)
def test_documents_of_one_key_type_share_one_find_function(key_type: KeyType) -> None:
    found = {load(each).find for each in DOCUMENTS if each.key_type is key_type}
    assert len(found) == 1


def test_catalogue_ids_and_modules_are_unique() -> None:
    names = Counter(name for each in DOCUMENTS for name in (each.id, each.module))
    assert [name for name, count in names.items() if count > 1] == []

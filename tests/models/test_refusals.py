"""The check of the tests themselves that a refused operation stores nothing."""

from pathlib import Path

import pytest

from models.errors import Refused
from models.minutes.records import save_statement
from tests.builders import a_statement
from tests.refusals import refused


def test_a_refused_operation_that_has_stored_a_row_fails_its_test(store: Path) -> None:
    statement = a_statement("เดิม")
    with refused(Refused, match="ไม่รับ"):
        raise Refused("ไม่รับ")

    def save_and_refuse() -> None:
        save_statement(statement.id, 1, "ใหม่")
        raise Refused("ไม่รับ")

    with pytest.raises(AssertionError, match="stored something"), refused(Refused):
        save_and_refuse()
    with pytest.raises(pytest.fail.Exception), refused(Refused):
        save_statement(statement.id, 2, "อีก")

"""The README says what the code does."""

from tests.readme_tables import README, TABLES, with_tables


def test_the_tables_of_the_readme_are_those_of_the_code() -> None:
    readme = README.read_text(encoding="utf-8")
    assert all(f"<!-- {name} -->" in readme for name in TABLES)
    assert with_tables(readme) == readme, "run: python -m tests.readme_tables"


def test_the_pictures_and_pages_that_the_readme_names_are_there() -> None:
    readme = README.read_text(encoding="utf-8")
    named = [part.split(")")[0] for part in readme.split("](")[1:]]
    assert named
    assert [name for name in named if not (README.parent / name).exists()] == []

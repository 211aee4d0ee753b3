"""Change one value in the text of a TOML file; comments and order stay as they are.

Imported when a setting is changed: tomlkit reads slower than tomllib, and only it can write.
"""

import tomlkit
from tomlkit.exceptions import TOMLKitError


def with_setting(text: str, name: str, value: str | bool | int | None) -> str:
    """Return the text of a TOML file with another value of a name; None removes the name.

    Raises:
        ValueError: the text is no TOML, or too nested.
    """
    try:
        document = tomlkit.parse(text)
        if value is not None:
            document[name] = value
        elif name in document:
            document.remove(name)
        return tomlkit.dumps(document)
    except (TOMLKitError, RecursionError) as error:
        raise ValueError(str(error)) from error

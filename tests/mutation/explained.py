"""The mutants that survive for a reason."""

import tomllib
from pathlib import Path

_FILE = Path(__file__).with_name("explained.toml")
# By the name of the mutant the reason why no test kills it.
EXPLAINED: dict[str, str] = {
    each["mutant"]: each["reason"]
    for each in tomllib.loads(_FILE.read_text("utf-8")).get("survivor", [])
}

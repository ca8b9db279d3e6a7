"""Take from schema.org's vocabulary what the tests hold pages against, and print it as JSON.

Source: https://schema.org as the npm package schema-dts has it (Apache-2.0). Get it with
`npm pack schema-dts`, unpack it, and give the path of its `dist/schema.d.ts`.
"""

import json
import re
import sys
from pathlib import Path

USED = (
    "Answer",
    "DefinedTerm",
    "DefinedTermSet",
    "MedicalWebPage",
    "Organization",
    "Patient",
    "Question",
)
_INTERFACE = re.compile(r"^(?:export )?interface (\w+) extends ([^{]+)\{\n(.*?)^\}", re.M | re.S)
_PROPERTY = re.compile(r'^    "(\w+)"\?: SchemaValue<(.+), "\1">;', re.M)
_SOURCE = "https://schema.org, by npm schema-dts {version} (Apache-2.0); tools/schema_vocabulary.py"


def read(written: str) -> dict[str, tuple[list[str], dict[str, list[str]]]]:
    """Return each type's parents and its own properties with what they may hold."""
    types: dict[str, tuple[list[str], dict[str, list[str]]]] = {}
    for name, extends, inside in _INTERFACE.findall(written):
        own = name.removesuffix("Base").removesuffix("Leaf")
        parents, properties = types.setdefault(own, ([], {}))
        for parent in re.findall(r"(\w+)Base\b", extends):
            if parent != own and parent not in parents:
                parents.append(parent)
        for found, held in _PROPERTY.findall(inside):
            kinds = {kind.strip() for kind in held.split("|")}
            properties[found] = sorted(kind for kind in kinds if re.fullmatch(r"[A-Z]\w+", kind))
    return types


def trim(types: dict[str, tuple[list[str], dict[str, list[str]]]]) -> dict[str, object]:
    """Return the types used and those they are kinds of."""
    kept: dict[str, object] = {}
    waiting = list(USED)
    while waiting:
        name = waiting.pop()
        if name not in kept:
            parents, properties = types.get(name, ([], {}))
            kept[name] = {"kind_of": parents, "properties": properties}
            waiting += parents
    return dict(sorted(kept.items()))


if __name__ == "__main__":
    path = Path(sys.argv[1])
    version = json.loads((path.parents[1] / "package.json").read_text("utf-8"))["version"]
    vocabulary = {
        "source": _SOURCE.format(version=version),
        "types": trim(read(path.read_text("utf-8"))),
    }
    sys.stdout.write(json.dumps(vocabulary, indent=1) + "\n")

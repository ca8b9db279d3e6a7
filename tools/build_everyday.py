"""Write the lists of everyday words in src/readlevel/core/data; run by maintainers only.

pip install wordfreq
python tools/build_everyday.py [LANGUAGE ...]
"""

import math
import sys
from pathlib import Path

from wordfreq import get_frequency_dict

from readlevel.core.languages.lexicon import FREQUENCY_LANGUAGES

DATA = Path(__file__).parent.parent / "src" / "readlevel" / "core" / "data"
EVERYDAY = 4.4
"""Zipf frequency: 25 in a million words, as "muscle"; "infection" and "tissue" lie below."""


def main() -> None:
    """Write the everyday words, case folded, of the languages named, or of all."""
    for language in sys.argv[1:] or sorted(FREQUENCY_LANGUAGES):
        words = {
            word.casefold()
            for word, frequency in get_frequency_dict(language, "best").items()
            if round(math.log10(frequency) + 9, 2) >= EVERYDAY
            and not any(map(str.isdigit, word))
            and any(map(str.isalpha, word))
        }
        (DATA / f"everyday.{language}.txt").write_text("\n".join(sorted(words)) + "\n", "utf-8")


if __name__ == "__main__":
    main()

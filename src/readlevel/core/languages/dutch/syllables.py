"""Dutch syllables, as in its dictionaries: pa-ti-en-ten, sta-ti-on."""

import re

from readlevel.core.languages.syllables.spelled import SyllableRules, compile_respellings

SYLLABLES = SyllableRules(
    vowels="aeiouyäëïöüéèêj",
    nuclei=re.compile("aai|ooi|oei|eeu|ïe|ëi|ëe|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|ou|au|ai|oi|[^j]"),
    respellings=compile_respellings(
        ("éé", "ee"),
        ("[áàâ]", "a"),
        ("[óòô]", "o"),
        ("(?<!i)j | (?<=q)u | ^y(?=[aeou]) | (?<=[aeou])y(?=[aeou])", "q"),
        ("(?<=i)eu(?=w)", "e"),  # nieuw; not serieus
        ("eau(?=s?$|tj)", "o"),
        ("(?<=e)(?=um$)", "-"),  # museum
    ),
)

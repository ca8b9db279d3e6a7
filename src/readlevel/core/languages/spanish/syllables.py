"""Spanish syllables, by the rules of its grammar: far-ma-cia, pa-cien-te."""

import re

from readlevel.core.languages.syllables.spelled import SyllableRules, compile_respellings

SYLLABLES = SyllableRules(
    vowels="aeiouáéíóúüïy",
    nuclei=re.compile("[aeoáéíóúï]"),
    respellings=compile_respellings(
        ("(?<=q)u | (?<=g)u(?=[eiéí]) | y(?=[aeiouáéíóú])", "q"),
        ("(?<=[aeo])h(?=[iu](?![aeoáéíóú]))", ""),
        ("(?<=i)(?=i)", "-"),
    ),
)
"""Two adjacent strong vowels (a, e, o and accented vowels) are two syllables, as are two equal
vowels; h does not separate vowels.

Real Academia Española, Ortografía de la lengua española, 2010, II.2.
"""

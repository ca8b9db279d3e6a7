"""Syllables of Spanish, as its grammar divides words: far-ma-cia, pa-cien-te."""

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
"""Strong are a, e, o and every accented vowel: two that meet are two syllables, as are two equal
vowels; h parts none (Real Academia Española, Ortografía de la lengua española, 2010, II.2)."""

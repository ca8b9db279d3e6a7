"""Portuguese syllables, by the rules of its grammar: far-má-cia, pa-ci-en-te."""

import re

from readlevel.core.languages.syllables.spelled import SyllableRules, compile_respellings

SYLLABLES = SyllableRules(
    vowels="aeiouyáàâãéêíóôõúü",
    nuclei=re.compile("ão|ãe|õe|[aeoáâãéêíóôõúà][iuy]?|[iu](?=[aeo])|ui|iu|[iuy]"),
    respellings=compile_respellings(
        ("(?<=[qg])u(?=[aeioáâãéêíóôõ])", ""),
        # A final -ia, -io or -ea after an accented syllable is one syllable: história, náusea.
        ("([áâéêíóôú][iu]?[^aeiouáâéêíóôúãõ]+)[iueo](?=[aeo]s?$)", r"\1"),
        (
            r"""
              (?<=[aeou])(?=i(?:nh|[mn](?![aeiouáâãéêíóôõú])|[lrz]$|u$))     # rainha, ainda, raiz
            | (?<=i)(?=u[mn](?![aeiouáâãéêíóôõú]))                           # triunfo
            | (?<=u)(?=iç|ic) | (?<=o)(?=imu) | (?<=^re)(?=u[nst])              # instituição
            """,
            "-",
        ),
    ),
)

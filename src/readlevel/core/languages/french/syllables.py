"""French syllables as pronounced, except that every e within a word counts: mé-de-cin."""

import re

from readlevel.core.languages.syllables.spelled import SyllableRules, compile_respellings

SYLLABLES = SyllableRules(
    vowels="aeiouyàâäéèêëîïôöùûüœæ",
    nuclei=re.compile(".+"),
    respellings=compile_respellings(
        ("(?<=q)u | (?<=g)u(?=[eiyéèê'])", ""),
        (
            r"""  # the ending of verbs: étaient, finissent; not patient, souvent
            (?: (?<=[ao]i)|(?<=[iou]s)|(?<=iss)|(?<=[èuiî]r)|(?<=è.)|(?<=[eau]tt)|(?<=nn)|(?<=euv)
            | (?<=rouv)|(?<=oiv)|(?<=ch)|(?<=gn)|(?<=[eo]nd)|(?<=[iu]t)|(?<=or)|(?<=eul) )ent$
            """,
            "",
        ),
        ("([aeiouyàâäéèêëîïôöùûüœæ].*)es?$", r"\1"),
        ("(?<=[aeouéèâ])y(?=[aeiouéèâ])", "j"),
        (
            r"""
              (?<=[éèêë])(?=[aeiouâêîôéèœæ]) | (?<=[ao])(?=[éèëï])   # réaction, naïf
            | (?<=a)(?=o(?!n$|û|ul)) | (?<=o)(?=a|imm|org)           # aorte
            | (?<=co)(?=e[fx]|o[pr]) | (?<=zo)(?=o[ln]) | (?<=pa)(?=ys)
            | (?<=[bcdfgptv][lr][iyu])(?=[aeéèêoœ])                  # client, cruel
            | (?<=[bcdfgptv][lr]ou)(?=[aeéè]|i(?!ll))                # éblouir
            """,
            "-",
        ),
    ),
)

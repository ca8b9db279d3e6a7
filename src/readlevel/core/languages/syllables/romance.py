"""Syllables of Spanish, Italian, Portuguese and French.

The first three are counted as their grammars part words (far-ma-ci-a, pa-ci-en-te); French as it is
spoken, save that each e within a word counts (mé-de-cin).
"""

import re

from readlevel.core.languages.syllables.spelled import SyllableRules, compile_respellings

SPANISH = SyllableRules(
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

_STRESSED_IA = r"""
    ^(?!accadem|prem|infam|boem|russ|pruss|ambros|magnes|galass|indones|ser|macer|temper|intemper
       |siber|iber|niger|liber|feri|valer|imper|germ|form|risparm|eston|etiop|begon|patag)
    (
      [zmdprsv] | st | in?v | avv | rinv | dev | sc | sp | ferrov | tuttav
    | .*(?:
        farmac | arch | urch | fob | card | bard | mand | ^bad | oped | melod | parod
      | graf | sof | trof
      | [aeo]lg | [elnu]rg | log | rag | gog | pleg | teg | ^mag | ^bug | ^reg
      | embol | nomal | scal | omel | ^foll | ofil | lal
      | [eo]m | [ti]m | [rs]m | arm | gam
      | pen | sten | fren | fon | ton | cron | iron | armon | egemon | incon | gion | agon | gin
      | etn | oman | ^man | [fv]an | rann | compagn
      | scop | [^c]op | terap
      | (?<!art)(?<!mat)(?<!mis)er | fattor | trattor | sartor | editor | signor | miglior | calor
      | [tl]egor | ^teor | [us]for | etr | iatr | estr | allegr | avar | ^mar | amar
      | (?:[ailo]t|in|li|is|os|ct|ig|^an)ur
      | ..[aeio]s | [aeio]ss | ps | cors | latt | pat | nast | nist | rest
      | [cm]raz | [bm]az | genz | idioz | fez | poliz | puliz | garanz | odonz | pazz
      )
    )i(?=[ae]$)
"""
"""Words in -ia with their stress on the i, which no accent shows: batteria; not arteria."""

ITALIAN = SyllableRules(
    vowels="aeiouyàèéìíîòóùú",
    nuclei=re.compile("[aeoàèéìíîòóùú]"),
    respellings=compile_respellings(
        ("(?<=q)u", ""),
        (_STRESSED_IA, r"\1ì"),
        ("^((?:ad)?d|[zmrp]|in?v|avv|rinv|pend|obl|mormor|brus|ronz|)i(?=o$)", r"\1ì"),
        ("^([dtsb]|gr)u(?=[aeo]$)", r"\1ù"),
        ("(?<=[cfdt][aeo])i(?=n[aei]$) | (?<=ro)i(?=n[aei]$)", "-i"),  # proteina
        ("(?:(?<=[aeo])|(?<=[^gq]u))i(?=sm|st[aeio])", "-i"),  # egoismo
        ("(?<=pa)u(?=r) | (?<=ba)u(?=l)", "ù"),  # paura
        ("(?<=[iu][tbn]u)i(?=re$|t[aeio]$|sc) | (?<=(?:tr|fl)u)i(?=re$|t[aeio]$|sc)", "-i"),
        ("^ri(?=a[blnsv]|un)", "ri-"),  # riabilitazione
    ),
)

PORTUGUESE = SyllableRules(
    vowels="aeiouyáàâãéêíóôõúü",
    nuclei=re.compile("ão|ãe|õe|[aeoáâãéêíóôõúà][iuy]?|[iu](?=[aeo])|ui|iu|[iuy]"),
    respellings=compile_respellings(
        ("(?<=[qg])u(?=[aeioáâãéêíóôõ])", ""),
        # A last -ia, -io, -eo behind an accent is one syllable: história, náusea.
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

FRENCH = SyllableRules(
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

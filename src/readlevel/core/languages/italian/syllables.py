"""Italian syllables, by the rules of its grammar: far-ma-ci-a, pa-zien-te."""

import re

from readlevel.core.languages.syllables.spelled import SyllableRules, compile_respellings

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
"""Words in -ia with unmarked stress on the i: batteria; not arteria."""

SYLLABLES = SyllableRules(
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

"""Syllables of English words by rule, for words that the pronouncing dictionary lacks.

A word has a syllable for each group of vowels, less the e that is not sounded, more where two
vowels of one group are sounded apart. The medical part of the rules is in the affixes: bones of
Greek and Latin words that keep their own vowels (`cardio-`, `hemo-`, `-oid`, `-emia`).
"""

import re

_VOWELS = re.compile(r"[aeiouy]+")

_SILENT = re.compile(
    r"""
    (?<=[bcdfghjkmnpqrstvwxyz])e$         # late
    | (?<=[aeiouylr]l)e(?=s?$)            # whole, files, gazelles
    | (?<=[bdfhkmnprtvwy])e(?=s$)(?<!she|che)   # lates; not boxes, ages, ashes
    | (?<=[^aeioutdl])e(?=d$)             # asked
    | (?<=[aeiouylrw]l)e(?=d$)            # filled; not handled
    | (?<=[aeiou][gq])ue(?=s?$)           # league, unique
    | (?<=[aeo]u)e(?=[sd]?$)              # queue
    | (?<=ic)a(?=lly$)                    # basically
    """,
    re.VERBOSE,
)
"""Vowels of an ending that are not sounded."""

_INNER = re.compile(
    r"(?<=[aeiouy][bcdfghjkmnprstvwz])e(?=(?:ly|ful|fully|less|lessly|ment|ments|ness|some|like"
    r"|ty|ties|work|line|way|ways|where|time|ward|man|men|box|mail)$)"
    r"|(?<=[aeiouy][nr]g)e(?=(?:ment|ments|ful|ly)$)"
    r"|(?<=[aeiouy][rnsl][cstvk])e(?=(?:ly|ful|fully|less|ment|ments|ness)$)"
)
"""The e of a word inside a longer one: likely, careful, treatment's cousin statement."""

_PREFIX = re.compile(
    r"""
    ^(?:un|non|sub|over|inter|super|in|dis|mis)?
    (?: re(?=a(?:bs|c|d[mj]|ff|g[ge]|l(?:ign|loc)|n(?:al|im)|pp|rr|ss|tt|w)|e[^ad]|i[^ng]|in
        |o|u[nps])
      | pre(?=[aeiou][^acdlrs]|e[mx]|o) | de(?=a(?:ct|mb|mi)|e[ms]|i[nod]|o[dx])
      | (?:anti|semi|multi|bi|tri|di|mini|maxi|poly|peri|epi|demi|hemi|arche|ambi)(?=[aeiou])
      | (?:bio|neo|geo|aero|auto|micro|macro|neuro|cardio|gastro|hydro|mono|photo|pseudo|psycho
         |radio|retro|proto|ortho|osteo|hetero|homo|iso|myo|duo|electro|thermo|immuno|chemo|hemo
         |onco|broncho|endo|xeno|lipo|glyco|nano|socio|video|audio)(?=[aeiou])
      | co(?=a(?:ct|dm|l[eiu]|ut|x)|e[dfnqrx]|i[nt]|o[prw][dei]|op|or[dt])
      | pro(?=[ae][cmnct]|en|ac)
      | (?:tele|para|contra|extra|intra|infra|ultra|supra|mega|meta|dia|hyper|micro)(?=[aeio])
      | bi(?=[aou]) )
    """,
    re.VERBOSE,
)
"""A prefix that ends in a vowel, in front of another."""

_HIATUS = re.compile(
    r"""
    (?<=i)(?=a) (?<![ct]i(?=al|an|ab)) (?<!rri(?=age)) (?<!(?<=[sgx])i(?=a))
    | (?<=i)(?=o) (?<![tscgx]i(?=on|ou)) (?<!lli(?=on)) (?<!ni(?=on))
    | (?<=i)(?=u)
    | (?<=i)(?=e[^wfrsd]) (?<!^[a-z]i(?=e)) (?<![tcs]i(?=en)) (?<![f-l]i(?=e[cflnv]))
    | (?<=i)(?=er) (?<!^p(?=i))
    | (?<=i)(?=es?t)
    | (?<=i)(?=i)
    | (?<=u)(?=a) (?<![qg]u)
    | (?<=u)(?=o) (?<![qg]u)
    | (?<=u)(?=u) | (?<=u)(?=e[nlst]) (?<![qg]u)
    | (?<=u)(?=i(?:n[egs]|t[iyo]|d|sh|st)) (?<![qg]u)
    | (?<=e)(?=o) (?<!pe(?=op)) (?<![gj]e(?=o[nru]))
    | (?<=e)(?=um|us)
    | (?<=[ng]e)(?=al(?:s|ly)?$) | (?<=[aeiouy][cdrt]e)(?=al(?:ly)?$) | (?<=[bcdnlprz]e)(?=ans?$)
    | (?<=cre)(?=at) | (?<=[aeiou][ck]le)(?=at) | (?<=ine)(?=at)
    | (?<=e)(?=as?$) (?<![^aeiouy]{2}e(?=a$))
    | (?<=e)(?=i(?:ng|c$|d|f|t[yi]))
    | (?<=a)(?=o) | (?<=a)(?=i[cs]$|ic) | (?<=a)(?=el?$)
    | (?<=o)(?=e[nmt]) (?<![hsct]o) | (?<=o)(?=i(?:ng|c|d[ae]|st))
    | (?<=o)(?=a$|as$|[ao]n) (?<![ltgr]o(?=an))
    | (?<=y)(?=[aeo]) (?<=[bcdghlmnprstx]y)
    | (?<=a)(?=a) | (?<=co)(?=ag)
    | (?<=y)(?=i)
    """,
    re.VERBOSE,
)
"""Between two vowels that are sounded apart."""

_SYLLABIC = re.compile(r"(?<=[aeiouy]s)m(?=s?$)|(?<=th)m(?=s?$)|(?<=[^aeiouy]s)m$")
"""A consonant that makes a syllable: organism, rhythm."""


def count_by_rule(word: str) -> int:
    """Return the syllables of `word`, lower-case letters a to z: one at least."""
    vowels = _INNER.sub("", _SILENT.sub("", word))
    prefix = _PREFIX.match(vowels)
    joined = prefix.end() if prefix else -1
    apart = sum(place.start() != joined for place in _HIATUS.finditer(vowels))
    groups = len(_VOWELS.findall(vowels)) + len(_SYLLABIC.findall(vowels))
    return max(1, groups + apart + (prefix is not None))

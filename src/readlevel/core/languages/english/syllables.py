"""Syllables of English words: by the pronouncing dictionary, else by rule.

The rules count the groups of vowels, without silent vowels, plus one for each group whose vowels
belong to two syllables. Most words that are not in the dictionary are medical words with Greek and
Latin parts: prefixes that keep their vowel (`cardio-`), endings with several vowels (`-emia`). Run
tools/build_lexicon.py after any change here.
"""

import re

from readlevel.core.languages.english.acronym_syllables import count_acronym, count_letter_names
from readlevel.core.languages.lexicon import (
    get_common_words,
    get_everyday_words,
    get_syllable_exceptions,
)
from readlevel.core.languages.syllables.spelled import count_vowel_groups, strip_accents

_VOWELS = re.compile("[aeiouy]+")
_TWO_VOWELS = re.compile("[aeiouy](?=[aeiouy])")

_SILENT = re.compile(
    r"""
      (?<=[bcdfghjkmnpqrstvwxyz])e$(?<![nl]arche)(?<![bcdgktv]re)   # late; not menarche, litre
    | (?<=[aeiouylr]l)e(?=[sd]?$)               # whole, files, filled; not handle, handled
    | (?<=[bdfhkmnprtvwy])e(?=s$)(?<!she|che)(?<!oide)(?<!scite)(?<![bcdgktv]re)
                                                # lates; not boxes, ages, ashes, fungoides, litres
    | (?<=[^aeioutdl])e(?=d$)(?<!trexe)(?<![bcdgktv]re)   # asked; not wanted, pemetrexed, centred
    | (?<=[aeiou][gq])ue(?=s?$)                 # league, unique
    | (?<=[aeo]u)e(?=[sd]?$)                    # queue
    | (?<=ic)a(?=lly$)                          # basically
    """,
    re.VERBOSE,
)
"""Silent vowels in endings."""

_INNER = re.compile(
    r"""
      (?<=[aeiouy][bcdfghjkmnprstvwz])e         # likely, careful, lifetime
      (?=(?:ly|ful|fully|less|lessly|ment|ments|ness|some|like|ty|ties|work|line|way|ways|where
         |time|ward|man|men|box|mail)$)
    | (?<=[aeiou]n)e(?=di)                                                 # anthracenedione
    | (?<=[aeiouy][nr]g)e(?=(?:ment|ments|ful|ly)$)                         # enlargement
    | (?<=[aeiouy][rnsl][cstvk])e(?=(?:ly|ful|fully|less|ment|ments|ness)$) # falsely
    """,
    re.VERBOSE,
)
"""Silent e at the end of the first part of a compound or before a suffix."""

_PREFIX = re.compile(
    r"""
    ^(?:un|non|sub|over|inter|super|hyper|in|dis|mis)?
    (?: re(?=a(?:bs|c|d[mj]|ff|g[ge]|l(?:ign|loc)|n(?:al|im)|pp|rr|ss|tt|u|w)
            |e[^ad]|edu|i[^ng]|in|o|u[nps])                       # react; not ready
      | pre(?=[aiou][^acdlrs]|e(?!mie|n|ce?$|$)|o)            # preoperative; not preen
      | de(?=a(?:cc|ct|ff|mb|mi|tt)|e[ms]|i[nod]|o[dx])                    # deactivate
      | co(?=a(?:ct|dm|l[eiu]|pt|ut|x)|e[dfnqrx]|i[nt]|o[prw][dei]|op|or[dt])  # coexist
      | pro(?=[ae][cmnct]|en|ac)                                  # proactive
      | (?:bio|anti|semi|multi|bi|tri|di|mini|maxi|poly|peri|epi|demi|hemi|arche|ambi
         |neo|geo|aero|auto|hypo|micro|macro|neuro|cardio|gastro|hydro|mono|photo|pseudo|psycho
         |radio|retro|proto|ortho|osteo|hetero|homo|iso|myo|duo|electro|thermo|immuno|chemo|hemo
         |onco|broncho|endo|xeno|lipo|glyco|nano|socio|video|audio
         |tele|para|contra|extra|intra|infra|ultra|supra|mega|meta|dia)(?=[aeiou])(?!ids?$|idal$)
    )
    """,
    re.VERBOSE,
)
"""A prefix that ends in a vowel before another vowel; the two belong to two syllables."""

_APART = re.compile(
    r"""
      (?<=i)(?=a)(?<![ct]i(?=al|an|ab))(?<!ci(?=a$))(?<![nr]ti(?=a$))(?<!rri(?=age))(?<![aeiloru][sg]i(?=a))
                                                # cardiac; not social, carriage, dysplasia
    | (?<=phagi)(?=a) | (?<=rrhagi)(?=a)        # dysphagia, menorrhagia
    | (?<=i)(?=o)(?<![tscgx]i(?=on(?!ic)|ou))(?<!lli(?=on))(?<!ni(?=on(?!ic)))
                                                # period; not nation, million, union
    | (?<=i)(?=u)                               # calcium
    | (?<=i)(?=e[^wfrsd])(?<!^[a-z]i(?=e))(?<![tcs]i(?=en))(?<![f-l]i(?=e[cflnv]))
                                                # anxiety; not view, patient, relief
    | (?<=i)(?=er)(?<!^p(?=i))                  # carrier
    | (?<=i)(?=es?t) | (?<=i)(?=ect)            # diet, earliest, bronchiectasis
    | (?<=osci)(?=en) | (?<=^sci)(?=en)         # neuroscience
    | (?<=i)(?=i)                               # radii
    | (?<=poi)(?=e) | (?<=pne)(?=a)(?!at|as) | (?<=mni)(?=on)    # hematopoiesis, hypopnea, amnion
    | (?<=pitu)(?=i) | (?<=^pu)(?=er[ip]) | (?<=^py)(?=u)     # pituitary, puerperal, pyuria
    | (?<=u)(?=a)(?<![qg]u)                     # gradual; not quality
    | (?<=u)(?=o)(?<!qu)(?<!flu(?=or))          # contiguous; not quote, fluorosis
    | (?<=u)(?=u)                               # vacuum
    | (?<=u)(?=e[nlst])(?<![qg]u)               # influenza; not guest
    | (?<=u)(?=i(?:n[egs]|t[iyo]|d|sh|st|sm))(?<![qg]u) | (?<=gu)(?=ity)
                                                # fluid, altruism, ambiguity; not guide
    | (?<=e)(?=o)(?<!pe(?=op))(?<![gj]e(?=o[nru]))(?<!ce(?=ou))
                                                # video; not people, surgeon, herbaceous
    | (?<=e)(?=u(?:s|ms?)$)                     # nucleus; not pneumonia
    | (?<=oste)(?=a) | (?<=[aeiouy]le)(?=a[cl]s?$) | (?<=acte)(?=al) | (?<=^uve)(?=al)
    | (?<=fove)(?=al)                           # periosteal, ileal, lacteal, uveal
    | (?<=[ng]e)(?=al(?:s|ly)?$)                # corneal, pharyngeal
    | (?<=[aeiouy][cdrt]e)(?=al(?:ly)?$) | (?<=[aeiouy]che)(?=al)   # ideal, tracheal
    | (?<=[bdnlprz]e)(?=ans?$)                  # European
    | (?<=cre)(?=at) | (?<=[aeiou][ck]le)(?=a[rt]) | (?<=chle)(?=ar) | (?<=rrhe)(?=a)
    | (?<=ine)(?=at) | (?<=[lr][lm]e)(?=a[bt]) | (?<=[aeiou]le)(?=at) | (?<=ote)(?=as)
    | (?<=re)(?=al[in]) | (?<=ne)(?=alo) | (?<=the)(?=is) | (?<=go)(?=is)   # realist, theist
    | (?<=physe)(?=al) | (?<=pine)(?=al) | (?<=ste)(?=at) | (?<=lute)(?=in)
                                                # create, nuclear, permeable, steatosis
    | (?<=e)(?=as?$)(?<![^aeiouy]{2}e(?=a$))    # area, pancreas
    | (?<=e)(?=i(?:ng|c$|d|f|t[yi]|ni[sz]))     # being, nucleic, luteinize; not ceiling
    | (?<=o)(?=a(?:cid|den|dip|ngi|rthr|lveo|ort)|e(?:pi|ctom)|i(?:mm|nf|nhib|ntest|lia|le[ou]|leal)
              |o(?:xy|per|phor|steo|cci|cul|cyt|rch)|urea|urin(?:ar|o))   # fibroadenoma
    | (?<=ngio)(?=e)                            # angioedema; not myxoedema
    | (?<=[^io]o)(?=estr|esoph) | (?<=o)(?=oe(?:str|soph))      # phytoestrogen; not oestrogen
    | (?<=zo)(?=o(?:no|sp|lo)) | (?<=^o)(?=o(?:ph|cy|ge))      # zoonosis, oocyte
    | (?<=[nt]o)(?=in$)                         # tretinoin; not join
    | (?<=a)(?=o) | (?<=a)(?=a) | (?<=co)(?=ag) # aorta, anticoagulant
    | (?<=a)(?=i[cs]$|ic) | (?<=a)(?=el$)      # archaic
    | (?<=o)(?=e[nmt])(?<![hscft]o)             # poem; not shoemaker, foetus
    | (?<=o)(?=i(?:ng|c|sm))                    # heroic; not voice
    | (?<=o)(?=a$|as$|[ao]n)(?<![ltgr]o(?=an))  # protozoa; not loan
    | (?<=[bcdghlmnprstx]y)(?=[aeo]) | (?<=xy)(?=u)  # myocardial, hydroxyurea
    | (?<=[aeou]y)(?=[aeo]) | (?<=ay)(?=u) | (?<=y)(?=i)       # layer, playing
    """,
    re.VERBOSE,
)
"""Syllable boundaries between two vowels of one group."""

_SYLLABIC = re.compile("(?<=[aeiouy]s)m(?=s?$)|(?<=th)m(?=s?$)|(?<=[^aeiouy]s)m$")
"""A consonant that forms a syllable: organism, rhythm."""


_NO_ONSET = re.compile(
    """(?!B[LR]|C[HLR]|D[RW]|F[LR]|G[HLNR]|K[LNR]|P[FHLNRST]|QU|RH|S[CHKLMNPQTVW]|T[HRSWZ]|W[HR])
    [^AEIOUY]{2}""",
    re.VERBOSE,
)
"""Two consonants with which no English word begins: PCI is said letter by letter."""

_FEW_LETTERS = 3
"""So few capitals are a word only if it is an everyday one: NOT, but not ACL."""

_EXCEPTIONS = {"asystole": 4, "akathisia": 5, "acathisia": 5, "tdap": 2}
"""Words that are missing from the dictionary and wrong by the rules."""

_LONGEST_ENDING = 2
"""Letters of the longest ending after an apostrophe, as in "we'll"; longer ones are words."""

_SILENT_ENDINGS = frozenset(("re", "er", "en"))
"""Endings with a vowel that add no syllable: they're, ne'er, e'en."""

_UNVOICED = frozenset("bcdhlmnqsty")
"""What has no syllable of its own before an apostrophe and a word: D'Angelo, c'mon."""

_RUNS = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*")


def count_english_syllables(word: str) -> int:
    """Return the syllables of an English word: by the dictionary, else by the rules."""
    if "." in word:
        return count_letter_names(word.replace(".", ""))
    acronym = None if word.islower() else count_acronym(word)
    if acronym is not None:
        return acronym
    known = get_syllable_exceptions().get(word.lower())
    if known:
        return known
    if word.isalpha() and word.isascii():
        return _count_letters(word)
    return sum(_count_run(run) for run in _RUNS.findall(word)) or 1


def _count_run(run: str) -> int:
    """Count the syllables of the letters or the digits in a word like T2, patient's or naïve."""
    if run.isdecimal():
        return 1
    acronym = None if run.islower() else count_acronym(run)
    if acronym is not None:
        return acronym
    stem, apostrophe, ending = run.rpartition("'")
    if apostrophe:
        known = get_syllable_exceptions().get(run.lower())
        if known:
            return known
        if len(ending) > _LONGEST_ENDING:
            return (0 if stem.lower() in _UNVOICED else _count_run(stem)) + _count_run(ending)
        return _count_run(stem) + _count_ending(stem.lower(), ending.lower())
    sounded = re.sub("é(?=s?$)", "ay", run.lower() if not run.isupper() else run)
    return _count_letters(strip_accents(sounded))


def _count_ending(stem: str, ending: str) -> int:
    """Count the syllables after an apostrophe: box's, wouldn't, that'll, Qur'an have one more."""
    if ending == "s":
        return int(stem.endswith(("s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze")))
    if ending == "t":
        return int(stem.endswith(("dn", "sn", "stn")))
    if ending in {"ve", "ll"}:
        return int(stem[-1:] not in "aeiouy")
    return int(ending not in _SILENT_ENDINGS and _VOWELS.search(ending) is not None)


def _count_letters(letters: str) -> int:
    lower = letters.lower()
    known = get_syllable_exceptions().get(lower) or _EXCEPTIONS.get(lower)
    if known:
        return known
    if _is_spelled(letters):
        return count_letter_names(letters)
    ascii_only = "".join(filter(str.isascii, lower))
    return count_by_rule(ascii_only) if ascii_only else count_vowel_groups(lower)


def _is_spelled(letters: str) -> bool:
    """Return whether letters are pronounced one by one, like RCT and COPD, but not NOT."""
    if not letters.isupper() or len(letters) > 5:
        return False
    if not set(letters) & set("AEIOUY") or _NO_ONSET.match(letters):
        return True
    lower = letters.lower()
    if len(letters) <= _FEW_LETTERS:
        return lower not in get_everyday_words("en")
    return len(letters) < 5 and lower not in get_common_words("en")


def count_by_rule(word: str) -> int:
    """Return the syllables of `word` (lower case, a to z only), at least one."""
    sounded = _INNER.sub("", _SILENT.sub("", word))
    prefix = _PREFIX.match(sounded)
    seam = prefix.end() if prefix else -1
    apart = sum(
        pair.end() != seam and _APART.match(sounded, pair.end()) is not None
        for pair in _TWO_VOWELS.finditer(sounded)
    )
    groups = len(_VOWELS.findall(sounded)) + len(_SYLLABIC.findall(sounded))
    return max(1, groups + apart + (prefix is not None))

"""German syllables, as in its dictionaries: Pa-ti-en-ten, Stu-die."""

import re

from readlevel.core.languages.syllables.spelled import SyllableRules, compile_respellings

SYLLABLES = SyllableRules(
    vowels="aeiouyäöüéèàêô",
    nuclei=re.compile("ie|ei|ai|ey|ay|oy|au|äu|eu|ou|aa|ee|oo|."),
    respellings=compile_respellings(
        ("(?<=q)u | ^y(?=[aou])", "j"),
        ("ui$", "i"),  # pfui
        ("(?<=[vr])eau(?=s?$)", "o"),  # Niveau
        ("(?<=rrh)oe | (?<!.)oe", "ö"),
        (
            r"""  # Familie and similar words; not Therapie, which is stressed on the end
            ((?:famil|^ser|stud|bakter|arter|fol|lin|^akt|^org|^kur|^ar|präm|^mater|komöd|tragöd|^lil|petersil
            |kastan|host|^graz|^best|mobil|textil|^mum|^fur|histor|hern)i)(?=e$)
            """,
            r"\1-",
        ),
        (
            r"""
              (?<=[bcdfgklmnprstvwxz]i)(?=ens?$)(?<!^[wd]i)(?<!rdi)       # Allergien; not Wien
            | (?<=(?:mil|fer|ser|mar|tud|med|akt|ter|fol|lin)i)(?=en)   # Familienname
            | (?<=[cp]hi)(?=en$)(?<!schi)                               # Bronchien; not schien
            | (?<=[tlrzpsnb]i)(?=en[tz]) | (?<=gradi)(?=ent) | (?<=audi)(?=enz)  # Patient
            | (?<=ygi)(?=en) | (?<=tali)(?=en) | (?<=pani|tari)(?=er)   # Hygiene, Italiener
            | (?<=[ck]arri)(?=er) | (?<=barri)(?=er) | (?<=remi)(?=ere) | (?<=spezi)(?=es)
            | (?<=[rztdnp]i)(?=ell)(?<!^zi)                              # speziell
            | (?<=e)(?=um$) | (?<=le)(?=us$) | (?<=lä)(?=um$)           # Museum, Jubiläum
            | (?<=e)(?=en$) | (?<=^ide)(?=en) | (?<=^se)(?=en) | (?<=e)(?=ell)  # Ideen
            | (?<=prote)(?=in) | (?<=[fs]fe)(?=in$) | (?<=kase)(?=in) | (?<=[ckz]yste)(?=in)
            | (?<=[ck]a)(?=in$)                                         # Kokain
            | (?<=[nz]a)(?=iv) | (?<=sa)(?=ik) | (?<=cha)(?=isch)       # naiv, Mosaik
            | (?<=ko)(?=o[rp]) | (?<=kro)(?=or) | (?<=^zo)(?=ol)        # Koordination
            | (?<=tra)(?=a[br]) | (?<=e)(?=unter|unfall)                # intraarteriell
            | (?<=^be)(?=e[ni]|erd|u[rn]|inh) | (?<=^ge)(?=i[mr]|e[hrn])  # beenden, geimpft
            """,
            "-",
        ),
    ),
)

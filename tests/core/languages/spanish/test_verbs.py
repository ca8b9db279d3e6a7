"""Forms of Spanish verbs."""

import pytest

from readlevel.core.languages.spanish.verbs import conjugate_spanish


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("tomar", "toma toman tomó tomaron tomará tomaría tome tomen tomando tomado"),
        ("aplicar", "aplica aplican aplicó aplicaron aplicará aplicaría aplique apliquen"),
        ("pagar", "pague paguen"),
        ("realizar", "realice realicen"),
        ("padecer", "padece padeció padezca padezcan padeciendo padecido"),
        ("proteger", "protege proteja protejan"),
        ("persistir", "persiste persistimos persistió persista"),
        ("hacer", "hace hizo hicieron hará haría haga hecho hecha hechos hechas"),
        ("tener", "tiene tuvo tendrá tendría tenga teniendo"),
        ("prescribir", "prescribe prescribió prescrito prescrita"),
        ("llevar a cabo", "lleva a cabo llevó a cabo llevando a cabo"),
    ],
)
def test_verbs_have_their_forms(verb: str, forms: str) -> None:
    known = " ".join(conjugate_spanish(verb)).split()
    missing = [form for form in forms.split() if form not in known]
    assert missing == []

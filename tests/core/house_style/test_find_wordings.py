import pytest

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.house_style.find_wordings import WordingUse, find_wordings
from readlevel.core.house_style.house_rule import HouseRule, HouseStyle, RuleLevel
from readlevel.core.house_style.wording_matcher import find_first_word
from readlevel.core.model.answer import Audience
from readlevel.core.model.term import Term
from readlevel.core.rendering.pipeline import parse_source


def find(
    markdown: str, *rules: HouseRule, names: RuleLevel | None = None, terms: tuple[Term, ...] = ()
) -> list[WordingUse]:
    source = parse_source(markdown, "en")
    style = HouseStyle(rules, names)
    return list(find_wordings(style, source.document, source.prose, "en", Glossary(terms)))


def texts(markdown: str, *rules: HouseRule) -> list[str]:
    return [use.text for use in find(markdown, *rules)]


def test_a_phrase_is_found_where_it_stands_in_the_source() -> None:
    text = "# Suffering with gout\n\nMany *suffering\nwith* pain, suffering with it."
    found = find(text, HouseRule(("suffering with",), ("having",)))
    assert [text[slice(*use.span or (0, 0))] for use in found] == [
        "Suffering with",
        "suffering\nwith",
        "suffering with",
    ]
    assert [use.options for use in found] == [("Having",), ("having",), ("having",)]


@pytest.mark.parametrize(
    ("text", "avoided", "count"),
    [
        ("He can't walk.", "can", 0),
        ("He can walk.", "can", 1),
        ("The patient’s e‑mail.", "e-mail", 1),
        ("An email.", "e-mail", 0),
        ("A follow up visit.", "follow-up", 0),
        ("Don’t stop.", "don't", 1),
        ("See [the victims of it](https://a.example/victims-of).", "victims of", 1),
        ("`victim` stands in code.", "victim", 1),
        ("İnsulin and insulin.", "insulin", 1),
    ],
)
def test_a_phrase_is_whole_words_as_people_write_them(text: str, avoided: str, count: int) -> None:
    assert len(texts(text, HouseRule((avoided,)))) == count


def test_what_a_rule_asks_for_is_right_even_if_it_has_what_the_rule_avoids() -> None:
    rule = HouseRule(("doctor", "internet"), ("doctor or nurse", "Internet"))
    assert texts("Ask your doctor or nurse. Doctor or nurse? The Internet.", rule) == []
    assert texts("Ask your doctor on the internet.", rule) == ["doctor", "internet"]


CAPITALS = [
    HouseRule(("Internet",), ("internet",), ignore_case=False),
    HouseRule(("Internet",), ("internet",)),
    HouseRule(("Internet",), ("internet",), ignore_case=False, is_pattern=True),
    HouseRule(("[Ii]nter-?net",), ("internet",), is_pattern=True),
    HouseRule(("Inter-net", "Internet"), ("internet",), ignore_case=False),
]


@pytest.mark.parametrize("rule", CAPITALS, ids=repr)
def test_a_capital_that_a_rule_avoids_is_right_at_the_beginning_of_a_sentence(
    rule: HouseRule,
) -> None:
    text = "# Internet\n\nUse the Internet. Internet or internet? “Internet!” Our *Internet*."
    found = find(text, rule)
    assert [(use.text, use.options) for use in found] == [("Internet", ("internet",))] * 2
    assert [text[slice(*use.span or (0, 0))] for use in found] == ["Internet"] * 2


def test_what_a_rule_says_may_have_a_capital_that_it_does_not_avoid() -> None:
    assert (
        texts("A Website. Your Email.", HouseRule(("web-site", "(?i)e-mail"), ("website",))) == []
    )
    assert texts("Our Website.", HouseRule(("(?i)web-?site",), ("website",), is_pattern=True)) == []
    longer = HouseRule(("Internet",), ("internet access",), ignore_case=False)
    found = find("Internet is Internet access.", longer)
    assert [use.options for use in found] == [("Internet access",), ("internet access",)]


def test_a_wording_with_capitals_of_its_own_gets_no_other() -> None:
    (use,) = find("Acidity is measured.", HouseRule(("acidity",), ("pH", "pH value", "acid level")))
    assert use.options == ("pH", "pH value", "Acid level")
    assert texts("IPhone or iPhone.", HouseRule(("IPhone",), ("iPhone",))) == ["IPhone"]


def test_an_exception_is_a_longer_wording() -> None:
    rule = HouseRule(("acute",), exceptions=("acute chest syndrome",))
    assert texts("Acute chest syndrome is not acute pain.", rule) == ["acute"]


def test_case_matters_only_where_a_rule_says_so() -> None:
    assert texts("Covid and COVID.", HouseRule(("Covid",), ("COVID",), ignore_case=False)) == [
        "Covid"
    ]


def test_of_wordings_that_overlap_the_more_severe_stays() -> None:
    error = HouseRule(("attack",), level=RuleLevel.ERROR)
    hint = HouseRule(("heart attack",), level=RuleLevel.SUGGESTION)
    assert [use.rule for use in find("A heart attack.", hint, error)] == [error]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"suffer(?:s|ed|ing)? from", "She suffered from gout.", ["suffered from"]),
        (r"\w+ly", "Nearly and truly, fly.", ["Nearly", "truly", "fly"]),
        (r"colou?rs?", "Color, colours.", ["Color", "colours"]),
        (r"very{1,3}", "very veryyy veryyyy", ["very", "veryyy"]),
        (r"(?i)aka|a\.k\.a\.", "AKA and a.k.a. this", ["AKA", "a.k.a."]),
        (r"in order( not)? to", "in order not to", ["in order not to"]),
        (r"[A-C]\d{2,}", "A1, B22 and D33", ["B22"]),
        (r"at .* time", "at this point in time", ["at this point in time"]),
    ],
)
def test_a_pattern_is_found_at_its_longest(pattern: str, text: str, found: list[str]) -> None:
    assert texts(text, HouseRule((pattern,), is_pattern=True)) == found


def test_what_is_no_word_is_found_beside_words() -> None:
    text = "Stop! Take 5mg."
    rule = HouseRule((r"!", r"\d+mg"), is_pattern=True, whole_words=False)
    assert [text[slice(*use.span or (0, 0))] for use in find(text, rule)] == ["!", "5mg"]


def test_a_message_of_vale_names_what_to_say_and_what_was_found() -> None:
    (use,) = find("An e-mail.", HouseRule(("e-mail",), ("email",), "Use '%s' instead of '%s'."))
    assert use.reason == "Use 'email' instead of 'e-mail'."
    (use,) = find("An e-mail.", HouseRule(("e-mail",), (), "100 % sure: not %[1]s."))
    assert use.reason == "100 % sure: not e-mail."


def test_a_term_may_have_to_have_its_name() -> None:
    term = Term("attack", "heart attack", "en", "A blocked artery.", None, ("infarction",), "MI")
    text = "A heart attack, or heart attacks, or an infarction (MI)."
    (use,) = find(text, names=RuleLevel.WARNING, terms=(term,))
    assert (use.text, use.options, use.term) == ("infarction", (), "heart attack")
    assert find(text, terms=(term,)) == []


def test_a_style_has_rules_for_some_texts_only() -> None:
    own = HouseRule(("a",), language="en", audiences=(Audience.LAY,))
    style = HouseStyle((own, HouseRule(("b",), language="es"), HouseRule(("c",))))
    assert [rule.avoid[0] for rule in style.select(Audience.LAY, "en-GB").rules] == ["a", "c"]
    assert [rule.avoid[0] for rule in style.select(Audience.CLINICIAN, "es").rules] == ["b", "c"]


def test_a_model_is_told_phrases_errors_first() -> None:
    style = HouseStyle(
        (
            HouseRule(("a", "b"), ("c",)),
            HouseRule((r"\w+",), is_pattern=True),
            HouseRule(("d",), level=RuleLevel.ERROR),
        )
    )
    assert style.list_wordings(2) == (("d", ""), ("a", "c"))


@pytest.mark.parametrize(
    ("text", "avoided", "places"),
    [
        ("Salt & water & oil & lime.", "&", [5, 13, 19]),
        ("Stop! No! Wait now! Go!", "!", [4, 8, 18, 22]),
        ("¡Hola! Go now.", "¡", [0]),
        ("*Really*! No, *really*!", "!", [8, 22]),
        ("Take tablet(s) or *tablet*(s).", "tablet(s)", [5, 19]),
        ("He — the *doctor* — left — so what.", "—", [3, 18, 25]),
        ("“So-called” help; the “so-called” aid.", '"so-called"', [0, 22]),
        ("Use e.g. this, or e.g. that.", "e.g.", [4, 18]),
        ("Wait… and see… now.", "...", [4, 13]),
        ("First (a) and [then](https://a.example/) (a) again.", "(a)", [6, 41]),
        ("Water / oil / [lime](https://a.example/b/c) / salt.", "/", [6, 12, 44]),
        ("# Salt & oil\n\nSalt\n& oil.", "&", [7, 19]),
        ("A 5 % rise, not 6 % or 7 %.", "%", [4, 18, 25]),
    ],
)
def test_signs_are_found_where_they_stand(text: str, avoided: str, places: list[int]) -> None:
    found = find(text, HouseRule((avoided,)))
    assert [use.span[0] if use.span else None for use in found] == places


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"\bpre", "A preterm baby, not a supreme one.", ["pre"]),
        (r"itis\b", "Arthritis and an arthritisch itisx.", ["itis"]),
        (r"\ban?t\b", "An ant, not ants or at once or bat.", ["ant", "at"]),
        (r"(?:\bhyper|algia\b)", "Hypertension, myalgia, oxyhyper, algias.", ["Hyper", "algia"]),
        (r"x\b-\by", "x-y, x-yz and zx-y", ["x-y", "x-y", "x-y"]),
        (r"no\bw", "now", []),
    ],
)  # fmt: skip
def test_the_edge_of_a_word_is_kept_in_rules_for_parts_of_words(
    pattern: str, text: str, found: list[str]
) -> None:
    assert texts(text, HouseRule((pattern,), is_pattern=True, whole_words=False)) == found


def test_a_part_of_a_word_is_marked_alone() -> None:
    text = "A *preterm* baby."
    [use] = find(text, HouseRule(("pre",), whole_words=False))
    assert use.span == (3, 6)


@pytest.mark.parametrize(
    ("sentence", "place"), [("Go.", 0), ("“Go.”", 1), ("(*)  5 mg", 5), ("...", 3), ("", 0)]
)
def test_the_first_word_of_a_sentence_is_found_once(sentence: str, place: int) -> None:
    assert find_first_word(sentence) == place

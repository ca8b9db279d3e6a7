"""Answers and terms of every kind, for tests of what comes out as it went in."""

from string import ascii_lowercase, digits

from hypothesis import strategies as st

from readlevel.core.model.answer import (
    CODE_SYSTEMS,
    Answer,
    Audience,
    Image,
    OutsideApproval,
    Reference,
    Review,
    Variant,
)
from readlevel.core.model.term import Term
from readlevel.core.model.workflow import Status, find_public_revision
from readlevel.interchange.glossary import entries

PNG = b"\x89PNG\r\n\x1a\n"

slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
languages = st.sampled_from(["en", "es", "ar", "pt-BR", "en-GB", "zh-Hant"])

_any_sign = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
_line_sign = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")
strings = st.text(_any_sign, min_size=1, max_size=40).filter(str.strip)
lines = st.text(_line_sign, min_size=1, max_size=40).map(str.strip).filter(bool)
texts = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1)
    .map(lambda text: text.lstrip("\ufeff"))
    .filter(str.strip)
)
several = st.lists(strings, max_size=3, unique=True).map(tuple)

reviews = st.builds(
    Review,
    status=st.sampled_from(Status),
    updated=st.none() | st.dates(),
    author=st.none() | strings,
    reviewer=st.none() | strings,
    reviewed=st.none() | st.dates(),
    next_review=st.none() | st.dates(),
    withdrawn_because=st.none() | strings,
    checked_against=st.none() | strings,
    outside_approvals=st.lists(
        st.builds(OutsideApproval, strings, strings, st.dates()), max_size=2
    ).map(tuple),
)
_floats = st.floats(allow_nan=False, allow_infinity=False)
_csl = st.dictionaries(
    strings,
    st.recursive(
        st.none() | st.booleans() | st.integers() | _floats | strings,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(strings, inner, max_size=3),
        max_leaves=5,
    ),
    max_size=3,
)
references = st.builds(
    lambda key, csl: Reference(key, {"id": key, **{k: v for k, v in csl.items() if k != "id"}}),
    strings,
    _csl,
)
images = st.builds(
    lambda name, content: Image(f"{name}.png", PNG + content),
    st.text(ascii_lowercase + digits + "-_", min_size=1, max_size=8).filter(
        lambda name: name[0] not in "-_"
    ),
    st.binary(max_size=20),
)


_reasons = st.dictionaries(
    st.text("0123456789abcdef", min_size=32, max_size=32),
    st.just("") | strings,
    min_size=1,
    max_size=2,
)


@st.composite
def _published(draw: st.DrawFn, newest: list[Variant]) -> tuple[Variant, ...]:
    """Draw public texts beneath some of the newest ones."""
    beneath = [
        Variant(one.audience, one.language, draw(texts), draw(reviews))
        for one in newest
        if draw(st.booleans())
    ]
    return tuple(
        one
        for one in beneath
        for above in newest
        if (above.audience, above.language) == (one.audience, one.language)
        and find_public_revision([above.review.status, one.review.status]) == 1
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    slug = draw(slugs)
    places = draw(
        st.lists(st.tuples(st.sampled_from(Audience), languages), min_size=1, unique=True)
    )
    variants = [
        Variant(audience, language, draw(texts), draw(reviews))
        for audience, language in sorted(places)
    ]
    return Answer(
        slug=slug,
        question=draw(st.dictionaries(languages, strings, min_size=1)),
        variants=tuple(variants),
        published=draw(_published(variants)),
        topics=draw(several),
        codes=draw(
            st.dictionaries(st.sampled_from(CODE_SYSTEMS), several.filter(bool), max_size=3)
        ),
        references=tuple(draw(st.lists(references, max_size=3, unique_by=lambda one: one.key))),
        former_slugs=tuple(
            draw(st.lists(slugs.filter(lambda one: one != slug), max_size=2, unique=True))
        ),
        images=tuple(
            sorted(
                draw(st.lists(images, max_size=2, unique_by=lambda one: one.name)),
                key=lambda image: image.name,
            )
        ),
        parity=draw(st.dictionaries(languages, _reasons, max_size=2)),
        audience_questions=draw(
            st.dictionaries(
                st.sampled_from(Audience),
                st.dictionaries(languages, strings, min_size=1, max_size=2),
                max_size=2,
            )
        ),
        search_words=draw(st.dictionaries(languages, several.filter(bool), max_size=2)),
        archived_because=draw(st.none() | strings),
    )


_forms = st.lists(lines.filter(lambda form: "|" not in form), max_size=3).map(tuple)
_definitions = st.none() | texts.map(str.strip)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    lay, clinician = draw(
        st.tuples(_definitions, _definitions).filter(lambda definitions: any(definitions))
    )
    return entries.make_term(
        draw(lines),
        draw(languages),
        definition_lay=lay,
        definition_clinician=clinician,
        other_forms=draw(_forms),
        acronym=draw(st.none() | lines),
        pronunciation=draw(st.none() | lines),
        source=draw(st.none() | lines),
        source_url=draw(st.none() | lines.map(lambda line: f"https://{line}")),
        see_also=draw(_forms),
        search_words=draw(_forms),
        not_in=draw(_forms),
        codes=draw(
            st.dictionaries(
                st.sampled_from(CODE_SYSTEMS),
                st.lists(st.text(ascii_lowercase + digits + ".:", min_size=1), min_size=1).map(
                    tuple
                ),
                max_size=2,
            )
        ),
    )

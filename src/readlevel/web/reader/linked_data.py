"""schema.org data (JSON-LD) about a page, for search engines."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from readlevel.core.languages.tags import primary
from readlevel.core.model.answer import Audience, Review
from readlevel.core.model.term import Term
from readlevel.core.model.workflow import Status
from readlevel.web.reader.page_contexts import VariantContext
from readlevel.web.reader.reader_request import ReaderRequest
from readlevel.web.reader.text_title import make_title

_ESCAPED = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}
_WORK_STATUS = {
    Status.SUBMITTED: "Submitted",
    Status.UNDER_REVIEW: "Under review",
    Status.APPROVED: "Approved",
}
_CONTEXT = "https://schema.org"
_ASSISTED = f"{_CONTEXT}/CompositeWithTrainedAlgorithmicMediaDigitalSource"
"""What schema.org calls a work that is in part the output of a model."""


def encode(data: dict[str, Any]) -> str:
    """Return JSON that is safe inside a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _ESCAPED.items():
        text = text.replace(sign, escaped)
    return text


def describe_answer(
    reader: ReaderRequest, variant: VariantContext, url: str, texts: Sequence[str]
) -> str:
    """Return an encoded MedicalWebPage about one text; `texts` are the URLs of all its texts."""
    base = reader.settings.base_url
    about = base + reader.urls.answer(variant.slug)
    policy = base + reader.urls.page("editorial-policy")
    review = variant.review
    page: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "MedicalWebPage",
        "@id": url,
        "url": url,
        "name": make_title(variant),
        "inLanguage": variant.language,
        "isAccessibleForFree": True,
        "medicalAudience": _audience(variant.audience),
        "educationalLevel": _level(variant),
        "creativeWorkStatus": "Sample" if variant.sample else _WORK_STATUS.get(review.status),
        "digitalSourceType": _ASSISTED if variant.assisted else None,
        "version": variant.version,
        "dateModified": _day(review.updated),
        "lastReviewed": _day(review.reviewed),
        "reviewedBy": _reviewers(review),
        "author": _person(review.author),
        "publisher": {"@type": "Organization", "name": reader.settings.site_name, "url": base},
        "publishingPrinciples": policy,
        "keywords": [*(name for name, _ in variant.topics), *variant.topic_names.values()],
        "citation": _citations(variant),
        "mentions": _mentions(reader, variant),
        "exampleOfWork": {
            "@type": "CreativeWork",
            "@id": about,
            "workExample": [{"@type": "MedicalWebPage", "@id": work} for work in texts],
        },
        "mainEntity": {
            "@type": "Question",
            "name": variant.question,
            "inLanguage": variant.question_language,
            "acceptedAnswer": {"@type": "Answer", "url": url},
        },
    }
    return encode({name: value for name, value in page.items() if value not in (None, [], "")})


def describe_term(reader: ReaderRequest, term: Term, url: str) -> str:
    """Return an encoded DefinedTerm."""
    glossary = reader.settings.base_url + reader.urls_in(term.language).glossary
    data = {
        "@context": _CONTEXT,
        "@type": "DefinedTerm",
        "@id": url,
        "url": url,
        "name": term.name,
        "description": term.definition_lay or term.definition_clinician,
        "alternateName": list(term.other_forms),
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "@id": glossary,
            "url": glossary,
            "inLanguage": term.language,
        },
    }
    return encode({name: value for name, value in data.items() if value not in (None, [])})


def _audience(audience: Audience) -> dict[str, str]:
    if audience is Audience.LAY:
        return {"@type": "Patient"}
    return {"@type": "MedicalAudience", "audienceType": "Clinician"}


def _level(variant: VariantContext) -> str | None:
    headline = variant.readability.headline
    # Formulas of other languages give other scales, such as German school years.
    if primary(variant.readability.language) != "en":
        return None
    if headline.grade_low is None or headline.grade_high is None:
        return None
    if headline.grade_low == headline.grade_high:
        return f"US grade {headline.grade_low}"
    return f"US grade {headline.grade_low} to {headline.grade_high}"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _person(name: str | None) -> dict[str, str] | None:
    return None if name is None else {"@type": "Person", "name": name}


def _reviewers(review: Review) -> dict[str, str] | list[dict[str, str]] | None:
    """Return the one reviewer, or all of them: the person of the site first, then outside ones."""
    inside = _person(review.reviewer)
    people = [] if inside is None else [inside]
    for one in review.outside_approvals:
        people.append({"@type": "Person", "name": one.name, "jobTitle": one.role})
    return people if len(people) > 1 else people[0] if people else None


def _citations(variant: VariantContext) -> list[str]:
    links = (one.doi_url or one.pubmed_url or one.url for one in variant.references)
    return [link for link in links if link]


def _mentions(reader: ReaderRequest, variant: VariantContext) -> list[dict[str, Any]]:
    base = reader.settings.base_url
    glossary = base + reader.urls_in(variant.language).glossary
    return [
        {
            "@type": "DefinedTerm",
            "name": term.name,
            "url": base + variant.term_urls[term.slug],
            "inDefinedTermSet": {"@type": "DefinedTermSet", "@id": glossary},
        }
        for term in variant.terms
    ]

"""The names of code systems in other formats."""

import re

_OIDS = {
    "icd10cm": "2.16.840.1.113883.6.90",
    "icd9cm": "2.16.840.1.113883.6.103",
    "snomedct": "2.16.840.1.113883.6.96",
    "rxnorm": "2.16.840.1.113883.6.88",
    "ndc": "2.16.840.1.113883.6.69",
    "loinc": "2.16.840.1.113883.6.1",
    "mesh": "2.16.840.1.113883.6.177",
}
_URIS = {
    "http://hl7.org/fhir/sid/icd-10-cm": "icd10cm",
    "http://hl7.org/fhir/sid/icd-9-cm": "icd9cm",
    "http://terminology.hl7.org/codesystem/icd9cm": "icd9cm",
    "http://terminology.hl7.org/codesystem/mesh": "mesh",
    "http://id.nlm.nih.gov/mesh": "mesh",
    "http://www.nlm.nih.gov/mesh": "mesh",
    "http://hl7.org/fhir/sid/ndc": "ndc",
    "http://loinc.org": "loinc",
    "http://snomed.info/sct": "snomedct",
    "http://snomed.info/id": "snomedct",
    "http://www.nlm.nih.gov/research/umls/rxnorm": "rxnorm",
}
"""Normalised: lower case, no trailing slash, http."""
_WHO = {
    "urn:oid:2.16.840.1.113883.6.3": "icd10cm",
    "http://hl7.org/fhir/sid/icd-10": "icd10cm",
    "urn:oid:2.16.840.1.113883.6.2": "icd9cm",
    "urn:oid:2.16.840.1.113883.6.42": "icd9cm",
    "http://hl7.org/fhir/sid/icd-9": "icd9cm",
    "http://terminology.hl7.org/codesystem/icd9": "icd9cm",
}
"""The WHO's ICD-9 and ICD-10, and the clinical modifications with the same categories."""
_NAMES = {
    "icd10cm": ("ICD10CM", "ICD10", "I10", "I10C", "ICD10WHO"),
    "icd9cm": ("ICD9CM", "ICD9", "I9", "I9C", "I9CDX", "ICD9CMDX"),
    "snomedct": ("SNOMEDCT", "SNOMED", "SCT", "SNOMEDCTUS", "SNOMEDCTCORE", "SNM"),
    "rxnorm": ("RxNorm", "RXCUI"),
    "ndc": ("NDC", "NDC11", "NationalDrugCode"),
    "loinc": ("LOINC", "LN", "LNC"),
    "mesh": ("MeSH", "MSH", "MedicalSubjectHeadings"),
}
"""Abbreviations in UMLS, HL7's table 0396 and records, without punctuation."""

_SYSTEMS_BY_NAME = {name.upper(): system for system, names in _NAMES.items() for name in names}
_SYSTEMS_BY_OID = {f"urn:oid:{oid}": system for system, oid in _OIDS.items()}
_SNOMED_EDITION = re.compile(r"(http://snomed\.info/sct)/\d+(?:/version/\d+)?")
_OID = re.compile(r"[0-9]+(?:\.[0-9]+)+")


def uri_of(system: str) -> str:
    """Return the URI of one of our code systems: `urn:oid:` and its OID at HL7."""
    return f"urn:oid:{_OIDS[system]}"


def find_system(uri: str) -> str | None:
    """Return the code system of a `urn:oid:` or FHIR URI, or None."""
    plain = _normalise(uri)
    return _SYSTEMS_BY_OID.get(plain) or _URIS.get(_SNOMED_EDITION.sub(r"\1", plain))


def find_searched_system(given: str) -> str | None:
    """Return the system to search for codes of the one named by an OID, address or name.

    Codes of the WHO's ICD are searched for among those of the clinical modifications.
    """
    uri = f"urn:oid:{given.strip()}" if _OID.fullmatch(given.strip()) else given
    named = _SYSTEMS_BY_NAME.get(re.sub(r"[\W_]+", "", given).upper())
    return find_system(uri) or _WHO.get(_normalise(uri)) or named


def _normalise(uri: str) -> str:
    return uri.strip().lower().removesuffix("/").replace("https://", "http://", 1)

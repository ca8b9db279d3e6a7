"""The code systems as other formats name them."""

_OIDS = {
    "icd10cm": "2.16.840.1.113883.6.90",
    "icd9cm": "2.16.840.1.113883.6.103",
    "snomedct": "2.16.840.1.113883.6.96",
    "rxnorm": "2.16.840.1.113883.6.88",
    "ndc": "2.16.840.1.113883.6.69",
    "loinc": "2.16.840.1.113883.6.1",
    "mesh": "2.16.840.1.113883.6.177",
}
_OTHER_NAMES = {
    "http://hl7.org/fhir/sid/icd-10-cm": "icd10cm",
    "http://hl7.org/fhir/sid/icd-9-cm": "icd9cm",
    "http://hl7.org/fhir/sid/ndc": "ndc",
    "http://loinc.org": "loinc",
    "http://snomed.info/sct": "snomedct",
    "http://www.nlm.nih.gov/research/umls/rxnorm": "rxnorm",
}
_SYSTEMS = _OTHER_NAMES | {f"urn:oid:{oid}": system for system, oid in _OIDS.items()}


def uri_of(system: str) -> str:
    """Return the address of a code system of ours: `urn:oid:` and the OID that HL7 gave it."""
    return f"urn:oid:{_OIDS[system]}"


def find_system(uri: str) -> str | None:
    """Return the system that a `urn:oid:` or the address FHIR uses stands for, or None."""
    return _SYSTEMS.get(uri)

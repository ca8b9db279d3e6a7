"""Names of terms: from a real dictionary, and generated from the roots of medical words.

The dictionary is a file of the NCI Dictionary's API, named by `NCI_TERMS`, if that is set.
"""

import json
import os
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

KINDS = (
    *("acute", "adult", "benign", "chronic", "congenital", "diffuse", "early", "familial"),
    *("focal", "genetic", "idiopathic", "infantile", "invasive", "juvenile", "latent", "malignant"),
    *("metastatic", "mild", "mixed", "multiple", "primary", "recurrent", "resistant", "secondary"),
    *("severe", "solitary", "sporadic", "toxic", "type 1", "type 2", "unilateral", "viral"),
)
PLACES = (
    *("adrenal", "aortic", "arterial", "biliary", "bladder", "bone", "brain", "bronchial"),
    *("cardiac", "cerebral", "cervical", "colorectal", "corneal", "coronary", "esophageal", "eye"),
    *("gastric", "hepatic", "intestinal", "joint", "kidney", "laryngeal", "liver", "lung"),
    *("muscle", "nasal", "neural", "ovarian", "pancreatic", "pelvic", "pituitary", "prostate"),
    *("renal", "retinal", "skin", "spinal", "splenic", "thyroid", "urinary", "venous"),
)
THINGS = (
    *("abscess", "adenoma", "aneurysm", "atrophy", "biopsy", "carcinoma", "cyst", "disease"),
    *("disorder", "edema", "embolism", "failure", "fibrosis", "fistula", "fracture", "hemorrhage"),
    *("hyperplasia", "hypertension", "hypoplasia", "infarction", "infection", "inflammation"),
    *("injury", "insufficiency", "ischemia", "lesion", "lymphoma", "malformation", "metastasis"),
    *("necrosis", "neuropathy", "nodule", "obstruction", "polyp", "resection", "sarcoma"),
    *("sclerosis", "stenosis", "stroke", "syndrome", "thrombosis", "transplant", "trauma"),
    *("tumor", "ulcer"),
)


def list_names(count: int) -> list[str]:
    """Return as many different names."""
    return list(islice(dict.fromkeys(_names()), count))


def _names() -> Iterator[str]:
    source = os.environ.get("NCI_TERMS")
    if source:
        entries = json.loads(Path(source).read_text("utf-8"))["results"]
        yield from (entry["termName"] for entry in entries)
    yield from THINGS
    yield from (" ".join(parts) for parts in product(PLACES, THINGS))
    yield from (" ".join(parts) for parts in product(KINDS, PLACES, THINGS))

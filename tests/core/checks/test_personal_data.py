"""What may tell who a reader is, and what a question about health may say freely."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.checks.personal_data import find_identifiers


def found(text: str) -> list[tuple[str, str]]:
    return [(str(one.kind), text[one.start : one.end]) for one in find_identifiers(text)]


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        ("Write to jane.doe+1@mail.example.org.", "email", "jane.doe+1@mail.example.org"),
        ("I am jane (at) example dot com", "email", "jane (at) example dot com"),
        ("Mi correo: pepe arroba correo punto es", "email", "pepe arroba correo punto es"),
        ("My handle is @jane_doe there", "email", "@jane_doe"),
        ("Call me at (555) 123-4567 please", "phone", "(555) 123-4567"),
        ("Call 555-123-4567 now", "phone", "555-123-4567"),
        ("Tel. +44 20 7946 0958", "phone", "+44 20 7946 0958"),
        ("My number is 07700 900123", "phone", "07700 900123"),
        ("Mi teléfono es 612 345 678", "phone", "612 345 678"),
        ("هاتفي ٠٥٥١٢٣٤٥٦٧", "number", "٠٥٥١٢٣٤٥٦٧"),
        ("MRN: 4839201", "number", "4839201"),
        ("My medical record number is A-39201", "number", "A-39201"),
        ("NHS 943 476 5919", "phone", "943 476 5919"),
        ("SSN 078-05-1120", "number", "078-05-1120"),
        ("DNI 12345678Z", "number", "12345678Z"),
        ("Número de historia clínica: 44871", "number", "44871"),
        ("رقم الملف 77123", "number", "77123"),
        ("I was born on 03/05/1961.", "date", "03/05/1961"),
        ("DOB 1961-05-03", "date", "1961-05-03"),
        ("born May 3rd, 1961 in Ohio", "date", "May 3rd, 1961"),
        ("Nací el 3 de mayo de 1961", "date", "3 de mayo de 1961"),
        ("ولدت في 3 مايو 1961", "date", "3 مايو 1961"),
        ("dob 3.5.61", "date", "3.5.61"),
        ("My name is Jane Doe and I ask", "name", "Jane Doe"),
        ("Me llamo José García", "name", "José García"),
        ("اسمي فاطمة", "name", "فاطمة"),
        ("Name: John Smith", "name", "John Smith"),
        ("nombre: Ana García", "name", "Ana García"),
        ("I'm Jane Doe, 45", "name", "Jane Doe"),
        ("mi hijo se llama Pablo", "name", "Pablo"),
        ("my name is maria", "name", "maria"),
        ("Ask me: bob at gmail.com", "email", "bob at gmail.com"),
        ("My card is 4111 1111 1111 1112", "number", "4111 1111 1111 1112"),
        ("dob: 3 May 61", "date", "3 May 61"),
        ("case AB-123456", "number", "AB-123456"),
        ("my husband John Smith had it", "name", "John Smith"),
        ("May I run? Regards, Maria", "name", "Maria"),
        ("mein Name ist Hans Müller", "name", "Hans Müller"),
        ("Leeds, SW1A 1AA", "address", "SW1A 1AA"),
        ("Ask for Mrs. Miller", "name", "Miller"),
        ("I live at 12 Old Mill Road", "address", "12 Old Mill Road"),
        ("Vivo en Calle Mayor 5", "address", "Calle Mayor 5"),
        ("vivo en la calle Mayor, 5", "address", "calle Mayor, 5"),
        ("Av. de la Reforma 222", "address", "Av. de la Reforma 222"),
        ("12 rue de la Paix", "address", "12 rue de la Paix"),
        ("Hauptstraße 12, Berlin", "address", "Hauptstraße 12"),
        ("أسكن في شارع الملك فهد 12", "address", "شارع الملك فهد 12"),
        ("see facebook.com/jane.doe.77", "address", "facebook.com/jane.doe.77"),
        ("zip 90210", "number", "90210"),
        ("رقم ملفي 4432", "number", "4432"),
        ("jane＠example.com", "email", "jane＠example.com"),
        ("电话 13800138000", "number", "13800138000"),
        ("My birthday is 5 May", "date", "5 May"),
        ("born in 05/1980", "date", "05/1980"),
        ("Nacida el 4-7-62", "date", "4-7-62"),
        ("geboren am 4. Juli", "date", "4. Juli"),
        ("my name's John Smith", "name", "John Smith"),
        ("Soy Ana López y tengo gota", "name", "Ana López"),
        ("mi chiamo Luca Rossi", "name", "Luca Rossi"),
        ("меня зовут Иван Петров", "name", "Иван Петров"),
        ("我叫王伟", "name", "王伟"),
    ],
)
def test_personal_data_is_found(text: str, kind: str, what: str) -> None:
    assert (kind, what) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Is 130/80 mmHg fine for me?",
        "My reading was 135/85, then 128/79.",
        "Should I wait 3–6 months, or 3-6 months?",
        "In 2019-2021 it was 2 g a day.",
        "I took 1000 mg, then 500 mg, 4 times in 24 hours.",
        "I am 64 years old and weigh 82.5 kg.",
        "LDL was 3.4 mmol/L (131 mg/dL) in May 2024.",
        "Does COVID-19 or the H1N1 flu matter? What of omega-3?",
        "I walk 10,000 steps, about 1,500,000 a year.",
        "I got 5000000 IU of penicillin.",
        "Is the guideline NG136 from 2019 right? See page 12.",
        "¿Puedo tomar 2,5 mg cada 8 horas durante 10 días?",
        "هل ضغط 130/80 طبيعي؟",
        "Can I take it with food at 8 am and at 8 pm?",
        "My name for it is the sugar illness.",
        "My heart rate is 60-100, is 24/7 monitoring needed?",
        "At what age do I stop?",
        "My platelets are 150000, or 150000-400000?",
        "One tablet at 8. Then two? Is 5 mg at night. ok?",
        "I am called by my doctor weekly.",
        "Look at www.nhs.uk or at example.org. Is it right?",
        "What of the study PMID 31234567?",
        "Readings: 120/80 125/82 130/85; sugar 110 120 130.",
        "See page 1234-1245 of the trial NCT01234567.",
        "I'm Type A. My mother has Alzheimer's. Thanks for this page.",
        "My name is on the list, what now?",
        "¿Cómo se llama el medicamento? ¿Qué nombre es mejor?",
        "I am Type 2 diabetic. I'm Rh negative.",
        "Is the brand name: Coumadin? Generic name: Warfarin?",
        "I am African American. Soy Mujer mayor.",
        "Is it 1500-2000 calories?",
        "Andar por la calle durante 20 minutos, vía oral 5 días",
        "I was born in 1956. Nací en 1956.",
        "Is it called Parkinson's? My viral load was 1200000.",
    ],
)
def test_a_question_about_health_tells_nothing(text: str) -> None:
    assert found(text) == []


@given(st.text())
def test_places_are_in_order_and_within_the_text(text: str) -> None:
    end = 0
    for one in find_identifiers(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end

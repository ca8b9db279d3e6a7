"""Sentences without a space between them are parted, and names with a stop are not."""

import pytest

from readlevel.core.text.cleaning.glued_sentences import part_glued_sentences

SENTENCES = [
    "it hurts.Then rest",
    "Take the pill.Drink water",
    "They saw Rome.Then they left",
    "It is fine.You may go",
    "Rest now.Call us",
    "The rash went away.Doctors say so",
    "Wash it well.Never rub",
    "It did not help.Patients felt worse",
    "She was sick.Her son called",
    "We read the file.It was long",
    "Open the box.Take one out",
    "See the report.Then sign",
    "the pain goes.Sleep comes",
    "Was it good?Yes",
    "Stop!Go",
    "He took part.Mary did not",
    "Eat less salt.Exercise more",
    "is safe for you.Ask your nurse",
    "the folder is full.Delete some",
    "Das tut weh.Dann ruhen",
    "Me duele mucho.Luego descanse",
    "It went home.Ann came",
    "(a lot).Nurses came",
    'he said "no".Nurses came',
    "Write the date.Read the form",
    "see (the leaflet.Then rest)",
    "We read the report.First we rest",
    "Use the table.It helps",
    "Take it.Then rest",
    "Wake up.Walk a bit",
    "It hurt...Then it stopped",
    "I waited...Nobody came",
    "My aunt has COPD.She is well",
    "It is called MS.It is rare",
    "He caught MRSA.The ward was shut",
    "She had a CT.Then she left",
]
NAMES = [
    "We call XML.Parse first",
    "It uses ASP.Net now",
    "Set JSON.Style there",
    "the U.S.Pharmacopeia name",
    "Open file.Name in the folder",
    "Save it as report.Final please",
    "Use System.Text to read",
    "It calls user.Name here",
    "the config.Settings class",
    "the System.Text.Json package",
    "Get setup.Exe now",
    "Read leaflet.Pdf first",
    "Open index.Html please",
    "Call data.Frame(x) now",
    "the node.Js server",
    'see "patient.List" there',
    "set it to `view.Model` now",
    "the class order.Item is",
    "in my_file.Name there",
    "the userData.Value field",
    "an image.Png file",
    "the java.Util class",
    "print list.Docx now",
    "the method text.Split works",
    "the drug.List table",
    "in models.Patient()",
    "the attribute name.Value is",
    "Open app.Config now",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_a_space_that_is_missing_after_a_stop_is_put_there(text: str) -> None:
    parted = part_glued_sentences(text)
    assert parted.replace(" ", "") == text.replace(" ", "")
    assert parted.count(" ") == text.count(" ") + 1


@pytest.mark.parametrize("name", NAMES)
def test_names_of_files_and_in_programs_stay_whole(name: str) -> None:
    assert part_glued_sentences(name) == name

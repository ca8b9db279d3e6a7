"""Fields and content controls as reference managers write them into Word files."""

import json
from base64 import b64encode
from html import escape
from typing import Any

FEVER = {
    "id": 12,
    "type": "article-journal",
    "title": "Fever in made-up children",
    "container-title": "Journal of examples",
    "issued": {"date-parts": [["2019", 5, 1]]},
    "author": [{"family": "Webb", "given": "Ann"}],
    "DOI": "10.1000/fever",
}
DOSES = {
    "id": "ITEM-2",
    "type": "book",
    "title": "A book of doses",
    "issued": {"date-parts": [["2001"]]},
    "author": [{"family": "Müller", "given": "J"}],
}
ENDNOTE = (
    "<EndNote><Cite><Author>Ode</Author><Year>2018</Year><RecNum>5</RecNum><Prefix>see </Prefix>"
    "<Pages>33</Pages><DisplayText>(1)</DisplayText><record><rec-number>5</rec-number>"
    '<ref-type name="Journal Article">17</ref-type><contributors><authors>'
    '<author>Ode, Mary</author><author><style face="normal">Bell, Kim</style></author>'
    "</authors></contributors><titles>"
    '<title><style face="normal">Pain at &lt;5 mg</style></title>'
    "<secondary-title>J Examples</secondary-title></titles><volume>3</volume><number>2</number>"
    "<dates><year>2018</year></dates><electronic-resource-num>10.1000/pain</electronic-resource-num>"
    "</record></Cite></EndNote>"
)


def text(shown: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(shown)}</w:t></w:r>'


def mark(kind: str, inside: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def instruction(given: str) -> str:
    """Return an instruction, cut into several runs as Word does."""
    parts = [given[place : place + 40] for place in range(0, len(given), 40)]
    return "".join(
        f'<w:r><w:instrText xml:space="preserve">{escape(part)}</w:instrText></w:r>'
        for part in parts
    )


def complex_field(given: str, shown: str, data: str = "") -> str:
    inside = f"<w:fldData>{data}</w:fldData>" if data else ""
    result = mark("separate") + text(shown) + mark("end")
    return mark("begin", inside) + instruction(given) + result


def cite(*items: dict[str, Any]) -> str:
    """Return the JSON of a citation."""
    return json.dumps({"citationID": "a", "properties": {}, "citationItems": list(items)})


def zotero(*items: dict[str, Any], shown: str = "(1)") -> str:
    return complex_field(f" ADDIN ZOTERO_ITEM CSL_CITATION {cite(*items)}", shown)


def mendeley(*items: dict[str, Any], shown: str = "(1)") -> str:
    return complex_field(f"ADDIN CSL_CITATION {cite(*items)}", shown)


def endnote(shown: str = "(1)", xml: str = ENDNOTE) -> str:
    return complex_field(f" ADDIN EN.CITE {xml}", shown)


def endnote_with_data(shown: str = "(1)", encoding: str = "utf-8") -> str:
    """Return a citation that is too long for its instruction, so that a field in it has it."""
    packed = b64encode((ENDNOTE + "\0").encode(encoding)).decode()
    inner = mark("begin", f"<w:fldData>{packed}</w:fldData>")
    inner += instruction(" ADDIN EN.CITE.DATA ") + mark("end")
    return (
        mark("begin")
        + instruction(" ADDIN EN.CITE ")
        + inner
        + mark("separate")
        + text(shown)
        + mark("end")
    )


def control(tag: str, inside: str) -> str:
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr>'
        f"<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    )


def mendeley_cite(*items: dict[str, Any], shown: str = "(1)") -> str:
    packed = b64encode(cite(*items).encode()).decode()
    return control(f"MENDELEY_CITATION_v3_{packed}", text(shown))


WORD_SOURCES = """\
<?xml version="1.0"?>
<b:Sources SelectedStyle="\\APASixthEditionOfficeOnline.xsl"
 xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography">
<b:Source><b:Tag>Web19</b:Tag><b:SourceType>JournalArticle</b:SourceType><b:Author><b:Author>
<b:NameList><b:Person><b:Last>Webb</b:Last><b:First>Ann</b:First><b:Middle>B.</b:Middle></b:Person>
<b:Person><b:Last>Ode</b:Last><b:First>Mary</b:First></b:Person></b:NameList></b:Author></b:Author>
<b:Title>Fever in made-up children</b:Title><b:JournalName>Journal of examples</b:JournalName>
<b:Year>2019</b:Year><b:Month>May</b:Month><b:Day>3</b:Day><b:Pages>12-19</b:Pages>
<b:Volume>7</b:Volume><b:Issue>2</b:Issue><b:DOI>10.1000/fever</b:DOI></b:Source>
<b:Source><b:Tag>Who21</b:Tag><b:SourceType>InternetSite</b:SourceType><b:Author><b:Author>
<b:Corporate>Example Health Office</b:Corporate></b:Author></b:Author>
<b:Title>Rest &amp; fluids</b:Title>
<b:InternetSiteTitle>Example Health</b:InternetSiteTitle><b:Year>2021</b:Year>
<b:YearAccessed>2024</b:YearAccessed><b:MonthAccessed>11</b:MonthAccessed>
<b:URL>https://health.example/rest</b:URL></b:Source>
<b:Source><b:Tag>Mül01</b:Tag><b:SourceType>BookSection</b:SourceType><b:Author><b:Author><b:NameList>
<b:Person><b:Last>Müller</b:Last></b:Person></b:NameList></b:Author><b:Editor><b:NameList><b:Person>
<b:Last>Kim</b:Last><b:First>Jo</b:First></b:Person></b:NameList></b:Editor></b:Author>
<b:Title>Doses</b:Title><b:BookTitle>A book of doses</b:BookTitle><b:City>Bern</b:City>
<b:Publisher>Examples</b:Publisher><b:StandardNumber>978-3-16-148410-0</b:StandardNumber></b:Source>
<b:Source><b:Tag>Placeholder1</b:Tag><b:SourceType>Misc</b:SourceType></b:Source>
</b:Sources>
"""


def word_citation(given: str, shown: str = "(Webb & Ode, 2019)") -> str:
    """Return a citation as Word writes it, a content control around a field."""
    field = complex_field(f" CITATION {given} \\l 1033 ", shown)
    return f"<w:sdt><w:sdtPr><w:citation/></w:sdtPr><w:sdtContent>{field}</w:sdtContent></w:sdt>"


def word_bibliography(*listed: str) -> str:
    """Return the list that Word makes, with its heading, in content controls."""
    heading = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' + text("Bibliography") + "</w:p>"
    begin = mark("begin") + instruction(" BIBLIOGRAPHY ") + mark("separate")
    entries = "</w:p><w:p>".join(map(text, listed))
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Bibliographies"/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{heading}<w:sdt><w:sdtPr><w:bibliography/></w:sdtPr>"
        f"<w:sdtContent><w:p>{begin}{entries}{mark('end')}</w:p></w:sdtContent></w:sdt>"
        "</w:sdtContent></w:sdt>"
    )

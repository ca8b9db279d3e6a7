import tomllib
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from readlevel.interchange.files import toml_files
from tests.interchange.strategies import strings

values = strings | st.dates() | st.lists(strings, max_size=3)
tables = st.recursive(
    st.dictionaries(strings, values, min_size=1, max_size=4),
    lambda inner: st.dictionaries(strings, values | inner, min_size=1, max_size=4),
    max_leaves=8,
)


@given(tables)
def test_written_toml_reads_back_the_same(table: dict[str, object]) -> None:
    assert tomllib.loads(toml_files.dump(table)) == table


def test_tables_follow_the_values_of_the_table_they_are_in() -> None:
    table = {"a": {"b": {"day": date(2026, 11, 23)}, "x": ["1", "2"]}, "title": "Gout"}
    assert toml_files.dump(table) == (
        'title = "Gout"\n\n[a]\nx = ["1", "2"]\n\n[a.b]\nday = 2026-11-23\n'
    )


def test_a_key_is_found_where_it_stands() -> None:
    source = 'a = 1\nb.c = 2\n\n[ d . "e" ] # x\n# f = 0\nf = 3\n  g = {h = 4}\n[[i]]\nj = 1\n'
    lines = {
        "a": 1,
        "b.c": 2,
        "b.c.z": 2,
        "d.e": 4,
        "d.e.f": 6,
        "d.e.g.h": 7,
        "b": 2,
        "d": 4,
        "i": 8,
        "i.j": 9,
    }
    assert {key: toml_files.find_line(source, key) for key in lines} == lines
    assert toml_files.find_line(source, "k") is None
    assert toml_files.find_line(source, "ab") is None


@given(st.text(), st.text(max_size=5))
def test_any_text_can_be_searched(source: str, key: str) -> None:
    found = toml_files.find_line(source, key)
    assert found is None or 1 <= found <= source.count("\n") + 1

from hypothesis import example, given
from hypothesis import strategies as st

from readlevel.core.languages import words as reading
from readlevel.core.languages.words import split_words

SIGNS = "aBz9 éñµß.',·-–stndrdths_ªº²½…×÷°\u0301"


@given(st.text(SIGNS, max_size=24) | st.text(st.characters(max_codepoint=0x250), max_size=24))
@example("l'été m'a été pénible. 3 µg, 10² m·s")
@example("U.S. b.i.d. d.h. z.B")
@example("½ 3rd 1·5 éa² ªa")
def test_words_do_not_depend_on_the_pattern_that_is_fast_for_a_script(text: str) -> None:
    assert list(split_words(text)) == reading._compile_word().findall(text)

"""The desk's writing page in every engine: typing, marks of what is hard, and autosave."""

from tests.browser.desk.conftest import (
    Served,
    cast_file,
    desk_file,
    served,
    server_of_all,
    sign_in,
)
from tests.browser.engines.engine import Engine
from tests.browser.engines.test_reading import STYLE, wait_for

__all__ = ["cast_file", "desk_file", "served", "server_of_all"]

EDITOR = "[data-side=lay] .cm-content"
MARK = "[data-side=lay] .mark-plainer"


def test_typed_words_are_marked_previewed_and_kept(engine: Engine, served: Served) -> None:
    engine.resize(1280, 900)
    engine.open(f"{served.address}/answers/both/lay")
    token = sign_in(served.database_url, "editor")
    engine.run(f"document.cookie = 'readlevel-desk={token}; path=/'")
    engine.open(f"{served.address}/edit/answers/both")
    wait_for(engine, f"return document.querySelector('{EDITOR}') !== null")
    engine.click(EDITOR)
    engine.type("Doctors utilize this. ")
    area = "document.querySelector('textarea[name=lay]').value"
    wait_for(engine, f"return {area}.includes('Doctors utilize this.')")
    wait_for(engine, f"return document.querySelector('{MARK}')?.textContent === 'utilize'")
    style = STYLE.format(MARK)
    assert engine.run(f"{style} return style.textDecorationLine") == "underline"
    wait_for(engine, "return document.querySelector('[data-state=kept]')?.checkVisibility()")
    preview = "document.querySelector('[data-side=lay] iframe').contentDocument?.body?.textContent"
    wait_for(engine, f"return {preview}?.includes('utilize')")
    engine.open(f"{served.address}/edit/answers/both")
    wait_for(engine, "return document.querySelector('[data-recover]')?.checkVisibility()")
    engine.run("document.cookie = 'readlevel-desk=; path=/; max-age=0'")

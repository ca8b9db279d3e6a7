import subprocess
import sys


def test_a_score_imports_nothing_that_explains_difficulties() -> None:
    script = (
        "import sys; from readlevel.core.hints.score_text import score_text;"
        "score_text('The heart is a pump. ' * 10, 'en', markdown=True);"
        "print({name for name in sys.modules if name.startswith('readlevel.core.hints.')})"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert said.stdout.decode().strip() == "{'readlevel.core.hints.score_text'}"

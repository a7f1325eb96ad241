"""`python -m tests.readme`: play the demo's own conversation and put it into README, where a test holds it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
START, END = "<!-- demo -->\n", "<!-- /demo -->"


def main() -> None:
    played = subprocess.run(
        [sys.executable, "-m", "bot", "demo"],
        capture_output=True,
        check=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
    ).stdout.strip()
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{START}```\n{played}\n```\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Share of paragraphs whose sentences are found exactly: `python -m tests.quality.sentences [PATH]`.

PATH is JSON lines of `{"text", "sentences"}`; by default the set beside this file, which is in our own words.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.french.sentences import split_sentences

OWN_SET = Path(__file__).with_name("sentences.jsonl")


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    sentences: tuple[str, ...]


def load(path: Path) -> tuple[Paragraph, ...]:
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return tuple(Paragraph(row["text"], tuple(row.get("sentences") or row["sents"])) for row in rows)


def misses(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    return tuple(
        paragraph for paragraph in paragraphs if split_sentences(paragraph.text) != paragraph.sentences
    )


def main(path: Path) -> None:
    paragraphs = load(path)
    missed = misses(paragraphs)
    for paragraph in missed:
        print("\n  ".join((paragraph.text, *split_sentences(paragraph.text))))
    exact = 1 - len(missed) / len(paragraphs)
    print(f"paragraphs exact: {exact:.1%} of {len(paragraphs)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else OWN_SET)

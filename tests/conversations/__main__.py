"""`python -m tests.conversations`: play every conversation and say which differ; `--renew` writes them down anew."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time

from tests.conversations.play import difference, files, play
from tests.conversations.script import write_turns
from tests.conversations.stage import Prepared


async def _all(names: list[str], *, renew: bool) -> int:
    differing, prepared = 0, Prepared()
    try:
        for file in files(names):
            begun = time.process_time()
            try:
                turns = await play(prepared, file)
            except LookupError as exc:  # the others are still worth their playing
                print(f"{file.stem}: no button to tap there: {exc}", file=sys.stderr)
                differing += 1
                continue
            if said := difference(file, turns):
                differing += 1
                print(said)
                if renew:
                    file.write_text(write_turns(turns), encoding="utf-8")
            print(f"{time.process_time() - begun:6.2f} s  {file.stem}", file=sys.stderr)
    finally:
        prepared.close()
    return 1 if differing and not renew else 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.conversations", description=__doc__)
    parser.add_argument("--renew", action="store_true", help="write down what is answered now")
    parser.add_argument("names", nargs="*", metavar="NAME", help="parts of names; without any, all of them")
    asked = parser.parse_args()
    return asyncio.run(_all(asked.names, renew=asked.renew))


if __name__ == "__main__":
    sys.exit(main())

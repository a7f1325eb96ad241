"""`python -m tests.faults`: the campaign, its progress, and its account; exit status 1 when a promise was broken."""

from __future__ import annotations

import argparse
import asyncio
import sys

from tests.faults.campaign import Campaign, Outcome, Plan
from tests.faults.ledger import median_and_99th


def report(outcome: Outcome) -> None:
    account = outcome.account
    print(f"\n{outcome.rounds} rounds in {outcome.seconds:.0f} s, {outcome.kills} kills")
    print(f"faults served: {outcome.hits}; ends by itself, by exit status: {outcome.ends}")
    print(f"commands beside the bot that failed: {[each for each in outcome.commands if each[1]]}")
    for what in ("selected", "sent", "lost", "untold", "repeated", "doubtful"):
        print(f"{what:<12} {getattr(account, what):>7}")
    print(f"{'disordered':<12} {account.disordered:>7}\n{'told twice':<12} {account.twice:>7}")
    print(f"\n{'late, in seconds':<20} {'messages':>8} {'median':>8} {'99th':>8} {'repeats':>8}")
    everything = [late for each in account.late_s.values() for late in each]
    for name, late in [*sorted(account.late_s.items()), ("all", everything)]:
        median, slow = median_and_99th(late)
        repeats = account.repeated if name == "all" else account.repeats_in[name]
        print(f"{name:<20} {len(late):>8} {median:>8.2f} {slow:>8.2f} {repeats:>8}")
    print("\nbroken: " + ("; ".join(account.faults) or "nothing"))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    plan = Plan()
    parser.add_argument("--kills", type=int, default=plan.kills)
    parser.add_argument("--messages", type=int, default=plan.messages)
    parser.add_argument("--chats", type=int, default=plan.chats)
    parser.add_argument("--seed", type=int, default=plan.seed)
    parser.add_argument(
        "--minutes", type=float, default=plan.minutes, help="at most, then the account is made"
    )
    asked = parser.parse_args()
    outcome = asyncio.run(Campaign(Plan(**vars(asked))).play())
    report(outcome)
    return 1 if outcome.account.faults else 0


if __name__ == "__main__":
    sys.exit(main())

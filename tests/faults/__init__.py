"""The fault campaign: real processes of the bot in every bad weather, and a ledger that knows what must arrive.

`python -m tests.faults` plays the whole of it; `test_short_campaign` a short form. The road is the real one: a feed
server on loopback grows, `run` processes read, choose and send, and the Bot API server on loopback records what it
took. What was selected is noted by a trigger of the database, in the transaction that selects.
"""

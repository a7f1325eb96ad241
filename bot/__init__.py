"""Vigie follows the French-language press for Telegram: your subjects, one card a story, on time.

The house, and where to change what
    `model` the nouns, `results` what use cases answer, `errors` the tree, `ports` the contracts of the outside.
    `french/` language: words, queries, matching, sentences, summaries, times as people type them. Pure.
    `core/` decisions: parsing, what is new, when to read again, which story, what a digest holds. Pure.
    `views/` results → messages; `locale/` every sentence: `feeds` is what must be said of feeds, `fr_feeds` and
    `en_feeds` say it, and so for each subject. Pure.
    `services/` the verbs, one use case a function, on a `Desk` of ports.
    `store/` the aggregates on SQLite (a `Sqlite…` class a port), and the only SQL. `fetch/` the web. `tg/` Telegram.
    `jobs` the ticks; `vitals` how the process does; `app` builds everything once; `cli/` the commands.
    `demo/` the outside on loopback, and its page.
    Arrows point one way (tests/test_architecture.py): shell → services → views, core, french → model, errors.

The road of an entry
    refresh (claim, fetch, parse, plan, apply) → analyse (match all topics at once, assign the story, number it)
    → alerts, follow-ups and digests (chosen against what each chat was told; written with their messages at once)
    → delivery (out of the outbox only on Telegram's answer). A tick that owes far more than usual is held (`brake`).

How feeds do
    a reading → `core.rhythm` (when again), `core.health` (what lasts) → the feed's row → `services.watch`, which tells
    admins what changed and readers what they lost.
    What a publisher asks (`core.wishes`: what it covers) is held in the store, below every way in: `feeds.add`, moves,
    articles that others link there (`store.obeying`); what was stored before is withdrawn (`store.withdrawing`).

The road of a command
    update → `tg.handlers` → `tg.porter` (is it heard? `services.access`) → one service → `views.show`
    → the outbox, as an answer. Plain words go by `services.conversation`, buttons by `services.taps` (what each one
    carries: `views.actions`; where it is answered: `views.manners`). In private it may be for a channel (`tg.studio`,
    `services.channels`): the reader then acts for the channel's chat, and is answered in the one that they write in
    (`Reader.via`).

To add a command: a function in `services/`, its result in `results`, a view, a row in `tg/commands.py`.
To add a setting: `config`, `config.example.toml`, `services.desk.Rules` if a use case decides by it.
To add a button: an action in `views/actions`, its case in `services/taps`, how it is answered in `views/manners`.
To add a sentence: a line in the protocol in `locale/`, and in both languages.
To change a table: statements in `store/tables/`, a migration at the end of `store/schema.py`, never an old one.
"""

__version__ = "0.1.0"

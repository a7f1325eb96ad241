"""Telegram: the table of handlers, buttons, and the sender with its rate limits."""

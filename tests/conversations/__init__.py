"""What people say to the bot and what it answers, as they would read it: one file a conversation.

A line that begins with `> ` is somebody's act, in the grammar of `vigie demo --script` and a little more (`script`);
all else is what the bot answers. `python -m tests.conversations --renew [NAME…]` plays the acts anew and writes
down the answers; the test plays them and compares every character.
"""

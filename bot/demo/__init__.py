"""A feed server and a Bot API server on loopback, with sample French feeds: `vigie demo`, and the tests."""

"""Pure language work: what French does to words, sentences and stories of the press."""

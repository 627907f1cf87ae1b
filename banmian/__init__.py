"""banmian: newspaper pages in raw text, turned into an archive."""

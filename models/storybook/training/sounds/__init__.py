"""The voice of every thing: one sound event of the picture book's 24 things, small or big."""

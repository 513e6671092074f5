"""A question in plain words: what it asks for, said in the terms of the catalogue."""

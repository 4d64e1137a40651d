"""Two texts of one revision: which row, executor and mention of the one is which of the other."""

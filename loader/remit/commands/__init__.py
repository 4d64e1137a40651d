"""Commands that need more than a few lines around one verb, each in a module of its own."""

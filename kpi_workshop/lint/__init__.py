"""The critic over files, as a linter: what is read from them, what is left alone, and how it is told."""

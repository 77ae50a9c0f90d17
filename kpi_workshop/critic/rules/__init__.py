"""One file a rule. A file added here is found without being listed anywhere."""

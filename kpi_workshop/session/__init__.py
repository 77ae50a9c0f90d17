"""The live session: what happened (events), what follows from it (state), who may do and see what (steps)."""

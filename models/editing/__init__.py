"""How a record is changed: versions, cells, history, undo, stale forms, seals."""

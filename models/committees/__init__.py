"""Orders, the committees they appoint, the memos that request them, and agenda templates."""

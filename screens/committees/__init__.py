"""Orders, committees, approval memos, agenda templates."""

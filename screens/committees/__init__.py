"""The screens of orders, committees, approval memos and agenda templates."""

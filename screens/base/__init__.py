"""The base of every screen: workspace, messages, help, handbook, drafts of dialogs, presence."""

"""The base of every screen: workspace, dialog actions, help."""

"""What every screen is built on: workspace, dialog actions, help."""

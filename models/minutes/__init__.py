"""What was said, decided and assigned in a meeting; its snapshot for the meeting room."""

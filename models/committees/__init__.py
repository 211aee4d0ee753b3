"""Orders, the committees they appoint, the memos that ask for them, their agendas."""

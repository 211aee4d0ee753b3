"""Writing a document to a file, a spreadsheet or the printer."""

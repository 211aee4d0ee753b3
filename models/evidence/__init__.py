"""The evidence board of a fiscal year: proofs, gaps, attachments."""

"""Documents on paper. fpdf2 lives here only; one module a document."""

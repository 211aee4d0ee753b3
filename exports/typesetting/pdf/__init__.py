"""What a PDF needs besides drawing: its fonts, and what it says about itself."""

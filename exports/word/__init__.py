"""Documents as Word files (WordprocessingML, ISO/IEC 29500), drawn by python-docx.

Only this folder imports python-docx and lxml; it is imported when a Word file is asked for.
"""

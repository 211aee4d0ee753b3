"""The register of memos with their route, number and reply."""

"""The register of memos (บันทึกข้อความ) with route, number and reply."""

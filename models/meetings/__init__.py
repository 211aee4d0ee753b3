"""Meetings: notice, attendance roll, chair, adoption, presence of users."""

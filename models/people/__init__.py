"""Divisions, people, posts (ตำแหน่ง), and the assignments of people to posts by day."""

"""Divisions, people, posts (ตำแหน่ง), and dated assignments of people to posts."""

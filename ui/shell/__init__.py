"""The window around the pages: navigation, theme, notices, signing in.

Knows no room; rooms hand it their pages as data.
"""

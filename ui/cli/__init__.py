"""The terminal face: the same commands and questions as the window, for the office's IT person and for checks from outside."""

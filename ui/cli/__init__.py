"""The terminal face: the window's commands and questions, for the office's IT person and for checks from outside."""

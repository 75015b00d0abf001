"""What people touch: the desktop, the terminal, the phone. Never imports db."""

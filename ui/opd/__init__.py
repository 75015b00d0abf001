"""The office on screen: its settings, officials, decrees, accounts and people."""

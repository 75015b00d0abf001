"""The books on screen: Buku Kas Umum with its buku pembantu, and the page where evidence is recorded."""

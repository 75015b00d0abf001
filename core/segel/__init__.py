"""The segel Pundi: keys of offices, the sealed code on paper, and the sealed file that travels (resources/dokumen)."""

"""The phone face: what a receipt opens, as static pages for a web space or served from here. Read only, without Qt."""

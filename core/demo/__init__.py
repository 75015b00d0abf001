"""The sample office: an invented Dinas Contoh, made of ordinary commands with a clock that is told the time."""

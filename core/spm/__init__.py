"""SPP and SPM: contents, completeness, checks, numbers, steps, submission, and the SP2D that answers."""

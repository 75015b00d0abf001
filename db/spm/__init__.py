"""Keeps SPP and SPM with the marks of their steps."""

"""Printed documents: values in, bytes out.

Every module declares frozen values with everything that is printed decided beforehand; the renderers add no rule and
read no clock, so the same contents give the same bytes. ReportLab, python-barcode, segno and XlsxWriter are imported
only in this workshop, and only on first use.
"""

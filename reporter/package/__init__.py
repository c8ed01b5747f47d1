"""Packages (.docx, .xlsx, any zip) opened without trusting them, and written so that the same parts give the same bytes."""

"""Packages (.docx, .xlsx, any zip): opened without trusting them, written with bytes that only their parts decide."""

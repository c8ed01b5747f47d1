"""Figures and templates to official documents."""

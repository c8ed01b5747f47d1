"""Figures and templates to official documents: of the notice, of a month, of a year; which there are the templates
say."""

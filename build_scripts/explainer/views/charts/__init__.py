"""Figures of the content as drawings: lines over time, and bars by category."""

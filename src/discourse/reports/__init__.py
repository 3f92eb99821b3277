"""Frames become sentences: the results and methods sections of a paper, in Chinese and in English."""

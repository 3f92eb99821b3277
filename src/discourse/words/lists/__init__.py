"""Enumerations as objects: which items stand in which list."""

from discourse.words.lists.find_lists import find_lists

__all__ = ["find_lists"]

"""What a page must not do, for tests of pages and of notebooks."""

import re

# What a browser would fetch: addresses of scripts, pictures, styles, frames and imported modules.
FETCHED = re.compile(
    r"""<(?:script|img|iframe|embed|source|video|audio)\b[^>]*\bsrc\s*=\s*(?!["']?data:)[^>]*"""
    r"""|<link\b[^>]*|@import[^;]*|url\((?!\s*["']?(?:data:|\#))[^)]*|<script\b[^>]*>\s*import[^<]*"""
)

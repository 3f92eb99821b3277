"""Results leave the library: figures, tables, networks, pages, and the record of how they came about."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

"""Numbers become pictures: every plot takes a frame, draws on Axes and returns them; each is loaded when first used."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

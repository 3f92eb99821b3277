"""What the package takes along of the study at hand: its notebooks and lexicons, from which a new study starts."""

from pathlib import Path
from shutil import copy2

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithTemplate(build_py):
    """Copy them beside the files of the template; an editable installation reads them where they are."""

    def run(self):
        super().run()
        if self.editable_mode:
            return
        for folder, pattern in [("notebooks", "notebooks/*.ipynb"), ("lexicons", "data/lexicons/*")]:
            target = Path(self.build_lib, "discourse", "template", folder)
            target.mkdir(parents=True, exist_ok=True)
            for path in sorted(Path().glob(pattern)):
                copy2(path, target)


setup(cmdclass={"build_py": BuildWithTemplate})

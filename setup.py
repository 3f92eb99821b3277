"""What the package carries of the study at hand: its notebooks and lexicons, from which a new study starts."""

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
        for pattern in ["notebooks/*.ipynb", "data/lexicons/*"]:
            for path in sorted(Path().glob(pattern)):
                target = Path(self.build_lib, "discourse", "template", path)
                target.parent.mkdir(parents=True, exist_ok=True)
                copy2(path, target)


setup(cmdclass={"build_py": BuildWithTemplate})

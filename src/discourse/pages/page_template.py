"""A page is filled in from its template: texts escaped, both languages in it, its script the only one that runs."""

import hashlib
from base64 import b64encode
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from discourse.strings import LANGUAGES, STRINGS, translate_both

# Every text is escaped, and a name that is not there is an error.
TEMPLATES = Environment(
    loader=PackageLoader("discourse.pages", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
    lstrip_blocks=True,
)  # fmt: skip


def fill_page(name: str, spoken: dict[str, str], **values: Any) -> str:
    """Return the page `name`, its template filled in with `values`; `spoken` is what its script says."""
    script = TEMPLATES.get_template(f"{name}.js").render()
    page = TEMPLATES.get_template(f"{name}.html.j2").render(
        say=translate_both,
        spoken={language: {said: STRINGS[key][language] for said, key in spoken.items()} for language in LANGUAGES},
        script=Markup(script),
        script_sum=b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii"),
        **values,
    )
    return page + "\n"

"""Fill a paper with poppler-glib, the part that Evince and Okular stand on (Debian: python3-gi, gir1.2-poppler-0.18)."""

import json
import sys
from pathlib import Path

import gi

gi.require_version("Poppler", "0.18")
from gi.repository import Poppler  # noqa: E402 - the version is asked for first

source, target, answers = sys.argv[1:]
given = json.loads(answers)
document = Poppler.Document.new_from_file(Path(source).resolve().as_uri())
# Poppler numbers buttons and does not name their states: they stand in the order in which the paper prints them.
seen: dict[str, int] = {}
for number in range(document.get_n_pages()):
    page = document.get_page(number)
    height = page.get_size()[1]
    for mapping in sorted(page.get_form_field_mapping(), key=lambda found: -found.area.y1):
        field = mapping.field
        name = field.get_name()
        if field.get_field_type() == Poppler.FormFieldType.TEXT and name in given:
            field.text_set_text(given[name])
        elif field.get_field_type() == Poppler.FormFieldType.BUTTON:
            place = seen[name] = seen.get(name, -1) + 1
            if ("agree", "notquite", "remove", "skip")[place] == given.get(name):
                field.button_set_state(True)
document.save(Path(target).resolve().as_uri())

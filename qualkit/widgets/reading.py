"""The widget: a page of one interview in a notebook, joined to its session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget

from qualkit.errors import NotFound
from qualkit.widgets import source
from qualkit.widgets.session import Session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualkit.desk.suggesting import Suggester
    from qualkit.project import Project


class CodingPage(anywidget.AnyWidget):
    """An interview to read and to code, in a notebook.

    Parameters
    ----------
    project
        The open study, in the coder's name.
    document
        Which interview; without one, the first.
    suggester
        Stands in for `qualkit.assist.suggest`.

    Raises
    ------
    NotFound
        There is no such document, or none at all.
    """

    _esm = source.script()
    _css = source.style()

    def __init__(
        self, project: Project, document: str | None = None, suggester: Suggester | None = None
    ) -> None:
        wanted = document or next(iter(project.pages), None)
        if wanted is None:
            raise NotFound(
                'There is no interview in this study yet: add one with  project.add_transcripts("P1.docx").'
            )
        self._session = Session(project, wanted, self.send, suggester)
        super().__init__()
        self.on_msg(self._receive)

    def _receive(self, _: object, content: Mapping[str, Any], __: object) -> None:
        self._session.receive(content)

    def __repr__(self) -> str:
        """Name the study and the interview; a notebook keeps this, so it holds nobody's words."""
        return f"CodingPage({self._session.document}, coder={self._session.project.coder.name})"


def read(project: Project, document: str | None = None, suggester: Suggester | None = None) -> CodingPage:
    """Open the page; see `CodingPage`."""
    return CodingPage(project, document, suggester)

"""The session behind a page: it answers the browser, and nothing is said to be saved before it is on disk.

Messages from the browser: ``hello`` (send me the page), ``turn_to`` (another interview), ``act`` (do this, once),
``ask`` (tell me this), ``place`` (I am here now). Answers: ``page``, ``changes`` (to every view; `key` and `view` say
whose act it was), ``answer`` (with ``more`` where it goes on), ``refused``.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from qualkit.errors import QualkitError
from qualkit.widgets import asks, shown, verbs
from qualkit.widgets.said import Said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qualkit.desk.suggesting import Suggester
    from qualkit.project import Project


class Session:
    """One coder at one interview, in one or more views that show the same.

    Parameters
    ----------
    project
        The open study, in the coder's name.
    document
        Which interview.
    send
        Takes a message for every view.
    suggester
        Stands in for `qualkit.assist.suggest`.
    """

    def __init__(
        self,
        project: Project,
        document: str,
        send: Callable[[dict[str, Any]], object],
        suggester: Suggester | None = None,
    ) -> None:
        self.project = project
        self.document = document
        self.others = False
        self._suggester = suggester
        self._send = send
        self._number = project.pages.open(document).number
        # What the page has laid and not heard of yet it names by the key of that act.
        self._made: dict[str, str] = {}
        # Notebooks may hand messages over in several threads.
        self._lock = threading.RLock()

    def receive(self, content: Mapping[str, Any]) -> None:
        """Answer one message; never raises, whatever it holds."""
        said = Said(content)
        with self._lock:
            try:
                self._answer(said)
            except QualkitError as error:
                self._refuse(said, str(error))
            except Exception as error:  # noqa: BLE001 - a view must be told, and nobody's words belong in a traceback
                self._refuse(
                    said, f"Something went wrong in qualkit ({type(error).__name__}). This was not saved."
                )

    def _answer(self, said: Said) -> None:
        kind = said.text("kind")
        if kind == "hello":
            self._show(said.view)
        elif kind == "turn_to":
            self._turn_to(said)
        elif kind == "act":
            self._act(said)
        elif kind == "place":
            self.project.transcripts.place(self.document, said.number("at"))
        elif kind == "ask":
            # Reading for passages takes a while: coding goes on meanwhile.
            threading.Thread(target=self._find_out, args=(said, self.document), daemon=True).start()

    def _find_out(self, said: Said, document: str) -> None:
        def tell(answer: dict[str, Any]) -> None:
            self._send({"kind": "answer", "view": said.view, "key": said.maybe("key"), **answer})

        try:
            tell(asks.answered(self.project, document, said, tell, self._suggester))
        except QualkitError as error:
            tell({"refused": str(error)})
        except Exception as error:  # noqa: BLE001 - as above
            tell({"refused": f"Something went wrong in qualkit ({type(error).__name__})."})

    def _turn_to(self, said: Said) -> None:
        if said.has("others"):
            self.others = said.flag("others")
        if said.maybe("document"):
            self.project.pages.open(said.text("document"))
            self.document = said.text("document")
        self._show("")

    def _show(self, view: str) -> None:
        """Send the whole page, to one view or to all."""
        page = self.project.pages.open(self.document, others=self.others)
        self._number = page.number
        self._send({**shown.page(self.project, page), "view": view, "others": self.others})

    def _act(self, said: Said) -> None:
        verb = verbs.named(said.text("verb"))
        known = said.knowing(self._made)
        with self.project.pages.once(said.key) as done:
            result = {"done_before": done} if done is not None else verb(self.project, self.document, known)
        made = result.get("coding") or done
        if made:
            self._made[said.key] = made
        self._tell(said, result)

    def _tell(self, said: Said, result: dict[str, Any]) -> None:
        """Tell every view what is otherwise now, and one of them that its act is on disk."""
        since = self.project.pages.since(self.document, self._number, others=self.others)
        if since.whole:
            self._show("")
        self._number = since.number
        answer = {"kind": "changes", "view": said.view, "key": said.key, "result": result}
        self._send({**answer, **shown.changes(self.project, self.document, since)})

    def _refuse(self, said: Said, why: str) -> None:
        self._send({"kind": "refused", "view": said.view, "key": said.maybe("key"), "message": why})
        if said.maybe("kind") == "act":
            self._show(said.view)

"""What lies open on the desk: every collection of a study, reached by one property each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.desk import reading
from qualkit.desk.collections import Participants, Transcripts
from qualkit.desk.opening import OpenStudy
from qualkit.desk.texts import Texts

if TYPE_CHECKING:
    from qualkit.desk.anchors import Anchors
    from qualkit.desk.checks import Checks
    from qualkit.desk.distress import Distress
    from qualkit.desk.favourites import Favourites
    from qualkit.desk.findings import Findings
    from qualkit.desk.memos import Memos
    from qualkit.desk.names import Names
    from qualkit.desk.outgoing import Outgoing
    from qualkit.desk.pages import Pages
    from qualkit.desk.themes import Themes
    from qualkit.model import Codebook, Coder


class Shelves(OpenStudy):
    """An open study and its collections; `qualkit.Project` adds the verbs."""

    @property
    def transcripts(self) -> Transcripts:
        """The transcripts under their document names."""
        return Transcripts(self._store, self.coder)

    @property
    def anchors(self) -> Anchors:
        """The codings whose words changed under them, until a person has looked."""
        from qualkit.desk.anchors import Anchors

        return Anchors(self._store, self.coder)

    @property
    def distress(self) -> Distress:
        """The passages that somebody flagged as distressing, and what of them is covered."""
        from qualkit.desk.distress import Distress

        return Distress(self._store, self.coder)

    @property
    def favourites(self) -> Favourites:
        """The codes that this coder keeps on the keys 1 to 9."""
        from qualkit.desk.favourites import Favourites

        return Favourites(self._store, self.coder)

    @property
    def memos(self) -> Memos:
        """What people noted: listed, written anew, taken out."""
        from qualkit.desk.memos import Memos

        return Memos(self._store, self.coder)

    @property
    def participants(self) -> Participants:
        """The participants under their ids."""
        return Participants(self._store, self.coder)

    @property
    def codebook(self) -> Codebook:
        """The codebook as it stands now."""
        return reading.codebook(self._store)

    @property
    def coders(self) -> tuple[Coder, ...]:
        """Everybody who codes here."""
        return reading.coders(self._store)

    @property
    def settings(self) -> dict[str, str]:
        """What the group has set: support contact, consent text, closing date and so on."""
        return reading.settings(self._store)

    @property
    def texts(self) -> Texts:
        """What the papers say, as a file to edit: ``write(path)``, then ``read(path)``."""
        return Texts(self._store, self.coder)

    @property
    def names(self) -> Names:
        """What may give somebody away, what was decided about it, and the key (see `qualkit.desk.names.Names`)."""
        from qualkit.desk.names import Names

        return Names(self._store, self.coder)

    @property
    def outgoing(self) -> Outgoing:
        """Which quotations may leave the team, and the register of what has left it."""
        from qualkit.desk.outgoing import Outgoing

        return Outgoing(self._store, self.coder)

    @property
    def themes(self) -> Themes:
        """The group's own sentences, and the codings gathered for and against each."""
        from qualkit.desk.themes import Themes

        return Themes(self._store, self.coder)

    @property
    def checks(self) -> Checks:
        """What people answered to their papers, and what the group makes of it."""
        from qualkit.desk.checks import Checks

        return Checks(self._store, self.coder)

    @property
    def pages(self) -> Pages:
        """The interviews as this coder reads them, and what changed on them."""
        from qualkit.desk.pages import Pages

        return Pages(self._store, self.coder)

    @property
    def findings(self) -> Findings:
        """The second check: themes and trees shown without anyone's words, and what is said to them."""
        from qualkit.desk.findings import Findings

        return Findings(self._store, self.coder)

"""Fill a paper in a real Firefox, by clicks and keys, and take what its "Save" writes (Debian: firefox-esr).

Firefox is driven over its own Marionette socket, on this machine alone: messages are JSON with their length in front.
"""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PORT = 28828
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_READY = "return window.PDFViewerApplication?.pdfDocument ? window.PDFViewerApplication.pagesCount : 0"
_TURN = "window.PDFViewerApplication.page = arguments[0]"
_SAVE = """
const [done] = arguments;
window.PDFViewerApplication.pdfDocument.saveDocument().then((bytes) => {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  done(btoa(text));
});
"""
#: The page's input whose state is the answer: pdf.js names it by the widget's number.
_INPUT = """
const [page, name, said, done] = arguments;
window.PDFViewerApplication.pdfDocument.getPage(page).then((found) => found.getAnnotations()).then((all) =>
  done(all.filter((one) => one.fieldName === name && (!one.radioButton || one.buttonValue === said))
    .map((one) => `pdfjs_internal_id_${one.id}`)));
"""


class Marionette:
    """One Firefox, spoken to."""

    def __init__(self) -> None:
        for _ in range(120):
            try:
                self.socket = socket.create_connection(("127.0.0.1", PORT), timeout=60)
                break
            except OSError:
                time.sleep(0.5)
        self._receive()
        self.number = 0

    def ask(self, command: str, **values: object) -> object:
        self.number += 1
        message = json.dumps([0, self.number, command, values]).encode()
        self.socket.sendall(f"{len(message)}:".encode() + message)
        _, _, error, result = self._receive()
        if error:
            raise RuntimeError(f"{command}: {error['message']}")
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def run(self, script: str, *given: object) -> object:
        return self.ask("WebDriver:ExecuteScript", script=script, args=list(given))

    def wait_for(self, script: str, *given: object) -> object:
        return self.ask("WebDriver:ExecuteAsyncScript", script=script, args=list(given))

    def _receive(self) -> list:
        length = b""
        while (char := self.socket.recv(1)) != b":":
            length += char
        content = b""
        while len(content) < int(length):
            content += self.socket.recv(int(length) - len(content))
        return json.loads(content)


def fill(source: Path, target: Path, given: dict[str, str]) -> None:
    """Open it, choose and type, save."""
    firefox = Marionette()
    firefox.ask("WebDriver:NewSession", capabilities={})
    firefox.ask("WebDriver:SetTimeouts", script=30000, pageLoad=60000)
    firefox.ask("WebDriver:Navigate", url=source.resolve().as_uri())
    while not (pages := firefox.run(_READY)):
        time.sleep(0.3)
    for page in range(1, pages + 1):
        firefox.run(_TURN, page)
        time.sleep(3)
        for name, said in given.items():
            for found in firefox.wait_for(_INPUT, page, name, said):
                element = firefox.ask("WebDriver:FindElement", using="id", value=found)[_ELEMENT]
                if name.endswith("_answer"):
                    firefox.ask("WebDriver:ElementClick", id=element)
                else:
                    firefox.ask("WebDriver:ElementSendKeys", id=element, text=said)
    target.write_bytes(base64.b64decode(firefox.wait_for(_SAVE)))


if __name__ == "__main__":
    profile = Path(tempfile.mkdtemp())
    (profile / "user.js").write_text(f'user_pref("marionette.port", {PORT});\n')
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    running = subprocess.Popen(
        [program, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    )
    try:
        fill(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]))
    finally:
        running.terminate()
        running.wait(20)
        shutil.rmtree(profile, ignore_errors=True)

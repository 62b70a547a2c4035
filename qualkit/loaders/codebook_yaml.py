"""Codebooks as YAML, read by its nodes so that every problem has its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualkit.loaders.codebook_drafts import ABOUT, LISTS, TEXTS, Draft, Drafts, near, one_line, text

if TYPE_CHECKING:
    import yaml

    from qualkit.model import Code, Codebook

_DEEPEST = 40
_CODE_KEYS = (*TEXTS, *LISTS, "codes")
_BOOK_KEYS = (*ABOUT, "codes")
_WIDTH = 100
# Several lines have their meaning in these alone.
_LONG = frozenset({"definition", "include", "exclude"})


def read_yaml(written: str, name: str) -> Drafts:
    r"""Read YAML as far as it can be read, noting what is wrong.

    Examples
    --------
    >>> drafts = read_yaml("codes:\n- id: home\n  name: Home\n  definitoin: Where one lives.", "a.yaml")
    >>> [str(problem) for problem in drafts.check()][1]
    "line 4: 'definitoin' is no key of a code. Did you mean 'definition'?"
    """
    drafts = Drafts(name)
    root = _compose(written, drafts)
    if root is not None:
        _Tree(drafts).book(root)
    return drafts


def _compose(written: str, drafts: Drafts) -> yaml.Node | None:
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if _is_safe(yaml.parse(written, Loader=loader), drafts):
            root: yaml.Node | None = yaml.compose(written, Loader=loader)
            if root is None:
                drafts.wrong(1, "the file is empty: a codebook has id:, title: and codes:.")
            return root
    except yaml.YAMLError as error:
        drafts.wrong(*_what_yaml_says(error, written))
    return None


def _is_safe(events: Any, drafts: Drafts) -> bool:
    """Look before composing: deep nesting ends the process, and aliases make a small file huge."""
    import yaml

    depth = 0
    for event in events:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            drafts.wrong(line, f"'*{event.anchor}' points elsewhere, which is not read: write it out.")
            return False
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            drafts.wrong(line, f"nested deeper than {_DEEPEST} levels: no codebook is.")
            return False
    return True


def _what_yaml_says(error: Exception, written: str) -> tuple[int, str]:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "a character that YAML does not allow"
    if "end of stream" in problem:  # what was never closed began further up
        mark = getattr(error, "context_mark", None) or mark
    line = mark.line + 1 if mark is not None else 1
    lines = written.split("\n")
    before = lines[line - 1] if line <= len(lines) else ""
    if "\t" in before[: len(before) - len(before.lstrip())]:
        return line, "a tab stands at the beginning: YAML is indented with spaces."
    return line, f"this is no YAML: {problem}. Look at the indentation, colons and quotation marks here."


class _Tree:
    """Walks the nodes, and makes a draft of each code, parents first."""

    def __init__(self, drafts: Drafts) -> None:
        self.drafts = drafts

    def book(self, root: yaml.Node) -> None:
        """Read the whole file."""
        for key, line, node in self._pairs(root, "a codebook", _BOOK_KEYS) or ():
            if key == "codes":
                self._codes(node, None)
            else:
                self.drafts.about[key] = self._text(key, line, node)

    def _codes(self, node: yaml.Node, parent: str | None) -> None:
        import yaml

        if isinstance(node, yaml.SequenceNode):
            for child in node.value:
                self._code(child, parent)
        elif not _is_nothing(node):
            self._wrong(node, "'codes' must be a list: begin each code with '- id:'.")

    def _code(self, node: yaml.Node, parent: str | None) -> None:
        pairs = self._pairs(node, "a code", _CODE_KEYS)
        if pairs is None:
            return
        draft = Draft(node.start_mark.line + 1)
        self.drafts.codes.append(draft)
        children: yaml.Node | None = None
        for key, line, value in pairs:
            draft.lines[key] = line
            if key == "codes":
                children = value
            elif key in LISTS:
                draft.lists[key] = self._list(key, value)
            else:
                draft.texts[key] = self._text(key, line, value)
        self._place(draft, parent)
        if children is not None:
            self._codes(children, draft.id or None)

    def _place(self, draft: Draft, parent: str | None) -> None:
        written = draft.texts.get("parent")
        if parent and written and written != parent:
            self.drafts.wrong(draft.at("parent"), f"'{draft.id}' stands within '{parent}', not '{written}'.")
        if parent:
            draft.texts["parent"] = parent

    def _pairs(
        self, node: yaml.Node, whole: str, known: tuple[str, ...]
    ) -> list[tuple[str, int, yaml.Node]] | None:
        import yaml

        if not isinstance(node, yaml.MappingNode):
            self._wrong(node, f"{whole} is written as keys and values: {known[0]}, {known[1]}, ...")
            return None
        found: dict[str, tuple[str, int, yaml.Node]] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                self._wrong(key, f"'{name}' stands twice in {whole}.")
            elif name not in known:
                self._wrong(key, f"'{name}' is no key of {whole}.{near(name, known)}")
            else:
                found[name] = (name, key.start_mark.line + 1, value)
        return list(found.values())

    def _text(self, key: str, line: int, node: yaml.Node) -> str:
        import yaml

        if not isinstance(node, yaml.ScalarNode):
            self.drafts.wrong(line, f"'{key}' must be text; if it holds a colon, put it in quotation marks.")
            return ""
        if _is_nothing(node):
            return ""
        return text(node.value) if key in _LONG else one_line(node.value)

    def _list(self, key: str, node: yaml.Node) -> tuple[str, ...]:
        import yaml

        if isinstance(node, yaml.SequenceNode):
            line = node.start_mark.line + 1
            items = [self._text(key, child.start_mark.line + 1 or line, child) for child in node.value]
        else:
            items = [self._text(key, node.start_mark.line + 1, node)]
        return tuple(item for item in items if item)

    def _wrong(self, node: yaml.Node, message: str) -> None:
        self.drafts.wrong(node.start_mark.line + 1, message)


def _is_nothing(node: yaml.Node) -> bool:
    return str(node.tag) == "tag:yaml.org,2002:null"


def yaml_text(book: Codebook) -> str:
    """Write a codebook as YAML, nested where its order allows."""
    import yaml

    about = {key: getattr(book, key) for key in ABOUT if getattr(book, key)}
    nested = _in_tree_order(book)
    codes = [_code(code, book, nested=nested) for code in (book.children(None) if nested else book)]
    return yaml.safe_dump({**about, "codes": codes}, sort_keys=False, allow_unicode=True, width=_WIDTH)


def _in_tree_order(book: Codebook) -> bool:
    def below(parent: str | None) -> list[str]:
        return [each for code in book.children(parent) for each in (code.id, *below(code.id))]

    return below(None) == [code.id for code in book]


def _code(code: Code, book: Codebook, *, nested: bool) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for key in (*TEXTS, *LISTS):
        value = getattr(code, key)
        if value and not (key == "parent" and nested):
            written[key] = list(value) if key in LISTS else value
    children = [_code(child, book, nested=True) for child in book.children(code.id)] if nested else []
    return {**written, "codes": children} if children else written

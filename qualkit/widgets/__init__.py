"""Coding in a notebook: a view of one interview in the browser, and the session behind it.

The browser shows and asks; `session` answers, and every change is one verb of the project, on disk before the
screen says so. No words of an interview are kept in the widget's state, and so none in the notebook's file.
"""

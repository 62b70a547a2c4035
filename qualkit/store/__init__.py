"""One study on disk: the only room that speaks SQL.

`Store` opens it. Beside it stands one module a noun, whose functions take a connection (to read)
or a `Journal` (to change): `talk`, `people`, `codebook`, `codings`, `suggestions`, `papers`, `settings`.
`migrations` holds the shapes that a study has had.
"""

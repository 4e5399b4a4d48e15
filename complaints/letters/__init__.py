"""Letters as text: what a template may say, what becomes of it, and what no template can drop.

Pure: words in, words out. No template engine runs here, on nobody's text: a template knows the
placeholders of :mod:`~complaints.letters.glossary` and passages under a condition, and what is
filled in is never read again as a template.
"""

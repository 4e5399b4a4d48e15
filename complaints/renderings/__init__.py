"""Published figures in the forms in which they leave the house: the same figures, every time.

=================  ========================================================================
``labels``         what months, columns and categories are called in the language in force
``explanation``    what stands under the table: figures in words, notes, breaks, the law
``definitions``    what each column counts, with numerator and denominator
``table_csv``      one row a month, for machines
``table_json``     the same, with what it means
``table_text``     the page as plain text
``table_html``     the page as a document of its own
``exports``        format and language to bytes
=================  ========================================================================

A rendering reads figures that were frozen and writes; it counts nothing, knows no clock and no
request, and gives the same bytes for the same editions in the same language.
"""

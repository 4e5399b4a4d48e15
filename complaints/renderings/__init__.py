"""Published figures in the forms in which they leave the house: the same figures, every time.

=================  ========================================================================
``labels``         what months, columns and categories are called in the language in force
``explanation``    what stands under the table: figures in words, notes, breaks, the law
``definitions``    what each column counts, with numerator and denominator
``grids``          the tables as cells in words      ``further``   those beside the table
``cell_names``     what the cells of a month are called
``charts``         the pictures of months            ``drawing``   shapes to static SVG
``paper``          a document as its parts           ``printed``   set as a tagged PDF
``table_…``        one format each: csv, csvw, html, json, ods, pdf, schema, text, xlsx
``sheets``         what both workbooks hold
``exports``        format and language to bytes
``addresses``      where everything lives            ``place``     how a page points to it
``pages``          the public pages                  ``files``     what they offer
``feed``           the news of editions              ``catalogue`` the data described (DCAT)
``site``           all of it as files                ``annual``    the report of a year
``letter`` …       letters, proposals and the file of a case in words
=================  ========================================================================

A rendering reads figures that were frozen and writes; it counts nothing, knows no clock and no
request, and gives the same bytes for the same editions in the same language.
"""

"""The program in a browser: a page on 127.0.0.1 for people who do not use a terminal. Loaded by the command `web` only.

`gate`: who may come in. `serving`: port, opening address, server. `routes`: what is to be seen and done where;
`views`: what pages are made from; `page_templates`: how they are made; `page_words`: a command's words as the page
says them. `inbox`: files that are dropped. `readings`: what lies in input/, read and judged beside the pages. `runs`:
one command at a time, with its progress. `grid_view`: a sheet with its marked cells. `downloads`: what lies in
output/. `page_images`: its pages. `master_edits`: the master list replaced, and the settings of a month written into
it. `checked_documents`: what is told of a document from elsewhere.

Nothing is decided here: commands are carried out by `making`, files are read by `intake`, months judged by `pipeline`.
"""

"""总览.html: a month or a year at a glance, in one file that opens anywhere and fetches nothing.

frame → markup, style and the parts that both pages have; charts → bars as inline SVG, each with its words and figures
beside the colours; month_page, year_page → what is shown.
"""

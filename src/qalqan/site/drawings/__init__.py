"""Pictures that are text too: inline SVG with a title, a description and the same facts as a table.

Takes rows and a language; gives a Drawing. Colours and fonts come from the stylesheet by class, so a drawing follows
dark mode and print, and a page needs no inline style.
"""

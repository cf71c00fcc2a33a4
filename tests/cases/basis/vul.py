"""An adviser at work in a copy of the published workbook: vul.py FROM TO STEP…

    naam/SHEET/POST/NEW    types another name over that of a post
    vul/SHEET/POST/HEADING/TEXT   fills in a cell of the row of a post
    keer/SHEET             sorts the rows the other way round, whole rows
    scheur/SHEET           the same with the column Post alone
    door/NAME              saves as NAME
"""
import datetime
import sys

import openpyxl


def rows(sheet):
    """The row of the headings, the columns by heading, and the rows of posten."""
    for head in range(1, sheet.max_row + 1):
        names = {c.value: c.column for c in sheet[head]}
        if "Post" in names:
            break
    posten = []
    for r in range(head + 1, sheet.max_row + 1):
        if sheet.cell(r, names["Post"]).value in (None, "Totaal"):
            break
        posten.append(r)
    return names, posten


book = openpyxl.load_workbook(sys.argv[1])
for step in sys.argv[3:]:
    what, *words = step.split("/")
    if what == "door":
        book.properties.lastModifiedBy = words[0]
        book.properties.modified = datetime.datetime(2025, 1, 31, 9, 30)
        continue
    sheet = book[words[0]]
    names, posten = rows(sheet)
    if what in ("keer", "scheur"):
        columns = range(1, sheet.max_column + 1) if what == "keer" else [names["Post"]]
        values = [[sheet.cell(r, c).value for c in columns] for r in posten]
        for r, row in zip(posten, reversed(values)):
            for c, value in zip(columns, row):
                sheet.cell(r, c).value = value
        continue
    row = [r for r in posten if sheet.cell(r, names["Post"]).value == words[1]][0]
    column = names["Post" if what == "naam" else words[2].replace("|", "/")]
    sheet.cell(row, column).value = words[-1].replace("\\n", "\n") or None
book.save(sys.argv[2])

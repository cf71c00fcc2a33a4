"""Every CSV of a published folder against its sheet, as another program reads the workbook: the
stored value of each cell, rounded to what its format shows, is what the CSV has; every formula,
worked out here, is the value that is stored with it; a column has one number format."""
import csv
import os
import re
import sys
from decimal import ROUND_HALF_UP, Decimal

import openpyxl

CENT = Decimal("0.01")
folder = sys.argv[1]
path = os.path.join(folder, os.path.basename(folder) + '.xlsx')
stored = openpyxl.load_workbook(path, data_only=True)
written = openpyxl.load_workbook(path)


def exact(value):
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def by_condition(cell):
    """The format that a condition gives the cell, or its own."""
    for rules in written[cell.parent.title].conditional_formatting:
        if cell.coordinate in rules.cells:
            for rule in rules.rules:
                if rule.operator == 'between' and \
                        float(rule.formula[0]) <= cell.value <= float(rule.formula[1]):
                    return rule.dxf.numFmt.formatCode
    return cell.number_format


def shown(cell):
    """What the CSV may have: a count among amounts is shown without decimals, by a condition."""
    if cell.value is None:
        return ['']
    if isinstance(cell.value, str):
        return [cell.value]
    looks = by_condition(cell)
    if looks[0] == '"':
        return [looks.split('"')[1]]
    decimals, thousands, unit = re.match(r'[#,]*0(?:\.(0+))?(,*)(?:"([^"]*)")?', looks).groups()
    number = exact(cell.value).scaleb(-3 * len(thousands))
    number = number.quantize(Decimal(1).scaleb(-len(decimals or '')), ROUND_HALF_UP)
    number = abs(number) if number == 0 else number
    text = f'{number:f}'.replace('.', ',') + (unit or '')
    return [text, str(cell.value)] if isinstance(cell.value, int) else [text]


def header_row(sheet):
    """The row that a table of the sheet begins with."""
    return int(re.search(r'\d+', next(iter(sheet.tables.values())).ref).group())


def rows_of(name, skip=()):
    sheet = stored[name]
    first, last = re.findall(r'\d+', next(iter(sheet.tables.values())).ref)
    for row in sheet.iter_rows(min_row=int(first) + 1, max_row=int(last)):
        yield [cell for i, cell in enumerate(row) if i not in skip]


def compare(name, sheets, skip=(), drop=0):
    with open(os.path.join(folder, name), encoding='utf-8-sig', newline='') as file:
        wanted = list(csv.reader(file, delimiter=';'))[1:]
    rows = [row for sheet in sheets for row in rows_of(sheet, skip)]
    wrong = 0
    for row, line in zip(rows, wanted):
        line = [re.sub("^'(?=[=+@-])", '', text) for text in line[drop:]]
        for cell, text in zip(row, line):
            if text.replace('\r\n', '\n') not in shown(cell):
                wrong += 1
                print(f'{name} {cell.parent.title}!{cell.coordinate}: {shown(cell)!r} is niet {text!r}')
    if len(rows) != len(wanted) or wrong:
        print(f'{name}: {len(wanted)} regels, {len(rows)} op het blad, {wrong} cellen anders')
    return not wrong and len(rows) == len(wanted)


def value_at(sheet, place):
    value = stored[sheet.title][place].value
    return exact(value) if isinstance(value, (int, float)) else Decimal(0)


def evaluate(sheet, formula):
    """Sums, and signs between them: that is all that pnc writes."""
    total, rest = Decimal(0), formula[1:]
    for sign, first, last, single in re.findall(r'([+-]?)(?:SUM\((\w+):(\w+)\)|(\w+))', rest):
        if single:
            part = value_at(sheet, single)
        else:
            part = sum((value_at(sheet, c.coordinate) for r in sheet[f'{first}:{last}'] for c in r), Decimal(0))
        total += -part if sign == '-' else part
    return total


def check_formulas():
    n = wrong = mixed = 0
    for sheet in written:
        formats = {}
        for row in sheet.iter_rows(min_row=header_row(sheet) + 1 if sheet.tables else 1):
            for cell in row:
                if cell.data_type == 'f':
                    n += 1
                    wrong += abs(evaluate(sheet, cell.value) - value_at(sheet, cell.coordinate)) > CENT / 1000
                if isinstance(stored[sheet.title][cell.coordinate].value, (int, float)):
                    formats.setdefault(cell.column_letter, set()).add(cell.number_format)
        mixed += sum(len(found) > 1 for found in formats.values())
    print('formules:' if n else 'geen formules', f'{wrong} anders dan opgeslagen' if n else '')
    print(f'kolommen met meer dan een getalnotatie: {mixed}')


def check_tables():
    equal = []
    for name in sorted(os.listdir(folder)):
        stem = name[:-4]
        sheet = next((s for s in written.sheetnames if s.lower() == stem.lower()), None)
        if name == 'afwijkingen.csv':
            sheets = [s for s in written.sheetnames if re.match('Afwijkingen (?!totaal)', s)]
            equal += [name] if compare(name, sheets, skip=(3,), drop=1) else []
        elif name.endswith('.csv') and sheet:
            equal += [name] if compare(name, [sheet]) else []
    print('gelijk:', ', '.join(n for n in equal if not re.match('[0-9]', n)))


def check_protection():
    print('alles beveiligd, zonder wachtwoord:',
          all(sheet.protection.sheet and not sheet.protection.password for sheet in written))
    for sheet in written:
        free = sorted({c.column_letter for row in sheet.iter_rows() for c in row if not c.protection.locked})
        if free:
            print(sheet.title, 'in te vullen:', *free, 'met uitleg:',
                  sum(bool(v.prompt) for v in sheet.data_validations.dataValidation))


check_formulas()
check_tables()
check_protection()

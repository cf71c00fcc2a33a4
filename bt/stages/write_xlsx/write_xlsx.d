bt/stages/write_xlsx/write_xlsx.o: stages/write_xlsx/write_xlsx.c \
 pipeline/base/folder.h pipeline/base/error.h pipeline/base/memory.h \
 pipeline/base/held.h pipeline/base/path.h pipeline/format/workbook.h \
 pipeline/base/date.h pipeline/base/text.h pipeline/base/money.h \
 pipeline/tables/job.h pipeline/base/interrupt.h \
 pipeline/publishing/manifest.h pipeline/base/sha256.h \
 pipeline/reading/ledger.h pipeline/format/stream.h \
 pipeline/format/packing.h pipeline/reading/findings.h \
 pipeline/reading/key_lines.h pipeline/settings/plan/plan.h \
 pipeline/settings/indicator/indicator.h pipeline/format/notation.h \
 pipeline/base/decimal.h pipeline/settings/profile/profile.h \
 pipeline/format/amount.h pipeline/settings/rule.h \
 pipeline/settings/sectie.h pipeline/settings/mapping/mapping.h \
 pipeline/settings/plan/rechtmatigheid.h pipeline/settings/plan/tabel.h \
 pipeline/settings/plan/indeling.h pipeline/settings/stand.h \
 pipeline/tables/afwijkingen.h pipeline/tables/table.h \
 pipeline/tables/cell.h pipeline/format/csv.h pipeline/tables/chart.h \
 pipeline/tables/control.h pipeline/tables/oorzaken.h \
 pipeline/tables/tabel/overschrijding.h pipeline/tables/provenance.h \
 pipeline/tables/sheet.h pipeline/tables/workbook_compare.h \
 stages/write_xlsx/writer.h
pipeline/base/folder.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/held.h:
pipeline/base/path.h:
pipeline/format/workbook.h:
pipeline/base/date.h:
pipeline/base/text.h:
pipeline/base/money.h:
pipeline/tables/job.h:
pipeline/base/interrupt.h:
pipeline/publishing/manifest.h:
pipeline/base/sha256.h:
pipeline/reading/ledger.h:
pipeline/format/stream.h:
pipeline/format/packing.h:
pipeline/reading/findings.h:
pipeline/reading/key_lines.h:
pipeline/settings/plan/plan.h:
pipeline/settings/indicator/indicator.h:
pipeline/format/notation.h:
pipeline/base/decimal.h:
pipeline/settings/profile/profile.h:
pipeline/format/amount.h:
pipeline/settings/rule.h:
pipeline/settings/sectie.h:
pipeline/settings/mapping/mapping.h:
pipeline/settings/plan/rechtmatigheid.h:
pipeline/settings/plan/tabel.h:
pipeline/settings/plan/indeling.h:
pipeline/settings/stand.h:
pipeline/tables/afwijkingen.h:
pipeline/tables/table.h:
pipeline/tables/cell.h:
pipeline/format/csv.h:
pipeline/tables/chart.h:
pipeline/tables/control.h:
pipeline/tables/oorzaken.h:
pipeline/tables/tabel/overschrijding.h:
pipeline/tables/provenance.h:
pipeline/tables/sheet.h:
pipeline/tables/workbook_compare.h:
stages/write_xlsx/writer.h:

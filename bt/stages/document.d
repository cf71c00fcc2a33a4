bt/stages/document.o: stages/document.c pipeline/format/document.h \
 pipeline/base/error.h pipeline/base/memory.h pipeline/base/path.h \
 pipeline/base/text_list.h pipeline/publishing/published.h \
 pipeline/settings/plan/plan.h pipeline/settings/indicator/indicator.h \
 pipeline/base/date.h pipeline/base/text.h pipeline/format/notation.h \
 pipeline/base/decimal.h pipeline/settings/profile/profile.h \
 pipeline/base/money.h pipeline/format/amount.h pipeline/format/packing.h \
 pipeline/settings/rule.h pipeline/settings/sectie.h \
 pipeline/settings/mapping/mapping.h \
 pipeline/settings/plan/rechtmatigheid.h pipeline/settings/plan/tabel.h \
 pipeline/settings/plan/indeling.h pipeline/settings/stand.h \
 pipeline/tables/job.h pipeline/base/interrupt.h \
 pipeline/publishing/manifest.h pipeline/base/sha256.h \
 pipeline/reading/ledger.h pipeline/format/stream.h \
 pipeline/reading/findings.h pipeline/reading/key_lines.h \
 pipeline/tables/afwijkingen.h pipeline/tables/table.h \
 pipeline/tables/cell.h pipeline/format/csv.h pipeline/tables/chart.h \
 pipeline/tables/control.h pipeline/tables/oorzaken.h \
 pipeline/tables/tabel/overschrijding.h pipeline/tables/provenance.h \
 pipeline/tables/sheet.h pipeline/format/workbook.h \
 pipeline/tables/shown.h
pipeline/format/document.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/path.h:
pipeline/base/text_list.h:
pipeline/publishing/published.h:
pipeline/settings/plan/plan.h:
pipeline/settings/indicator/indicator.h:
pipeline/base/date.h:
pipeline/base/text.h:
pipeline/format/notation.h:
pipeline/base/decimal.h:
pipeline/settings/profile/profile.h:
pipeline/base/money.h:
pipeline/format/amount.h:
pipeline/format/packing.h:
pipeline/settings/rule.h:
pipeline/settings/sectie.h:
pipeline/settings/mapping/mapping.h:
pipeline/settings/plan/rechtmatigheid.h:
pipeline/settings/plan/tabel.h:
pipeline/settings/plan/indeling.h:
pipeline/settings/stand.h:
pipeline/tables/job.h:
pipeline/base/interrupt.h:
pipeline/publishing/manifest.h:
pipeline/base/sha256.h:
pipeline/reading/ledger.h:
pipeline/format/stream.h:
pipeline/reading/findings.h:
pipeline/reading/key_lines.h:
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
pipeline/format/workbook.h:
pipeline/tables/shown.h:

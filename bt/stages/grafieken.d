bt/stages/grafieken.o: stages/grafieken.c pipeline/tables/job.h \
 pipeline/base/error.h pipeline/base/interrupt.h pipeline/base/memory.h \
 pipeline/publishing/manifest.h pipeline/base/sha256.h \
 pipeline/base/text.h pipeline/reading/ledger.h pipeline/format/stream.h \
 pipeline/format/packing.h pipeline/reading/findings.h \
 pipeline/base/money.h pipeline/reading/key_lines.h \
 pipeline/settings/plan/plan.h pipeline/settings/indicator/indicator.h \
 pipeline/base/date.h pipeline/format/notation.h pipeline/base/decimal.h \
 pipeline/settings/profile/profile.h pipeline/format/amount.h \
 pipeline/settings/rule.h pipeline/settings/sectie.h \
 pipeline/settings/mapping/mapping.h \
 pipeline/settings/plan/rechtmatigheid.h pipeline/settings/plan/tabel.h \
 pipeline/settings/plan/indeling.h pipeline/settings/stand.h \
 pipeline/tables/afwijkingen.h pipeline/tables/table.h \
 pipeline/tables/cell.h pipeline/format/csv.h pipeline/tables/chart.h \
 pipeline/tables/control.h pipeline/tables/oorzaken.h \
 pipeline/tables/tabel/overschrijding.h pipeline/tables/overview.h \
 pipeline/tables/shown.h pipeline/tables/wijzigingen.h
pipeline/tables/job.h:
pipeline/base/error.h:
pipeline/base/interrupt.h:
pipeline/base/memory.h:
pipeline/publishing/manifest.h:
pipeline/base/sha256.h:
pipeline/base/text.h:
pipeline/reading/ledger.h:
pipeline/format/stream.h:
pipeline/format/packing.h:
pipeline/reading/findings.h:
pipeline/base/money.h:
pipeline/reading/key_lines.h:
pipeline/settings/plan/plan.h:
pipeline/settings/indicator/indicator.h:
pipeline/base/date.h:
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
pipeline/tables/overview.h:
pipeline/tables/shown.h:
pipeline/tables/wijzigingen.h:

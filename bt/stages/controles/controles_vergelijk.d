bt/stages/controles/controles_vergelijk.o: \
 stages/controles/controles_vergelijk.c pipeline/base/memo.h \
 pipeline/base/memory.h pipeline/base/text.h \
 pipeline/publishing/other_run.h pipeline/format/csv.h \
 pipeline/base/decimal.h pipeline/base/error.h \
 pipeline/publishing/manifest.h pipeline/base/sha256.h \
 pipeline/publishing/published.h pipeline/settings/plan/plan.h \
 pipeline/settings/indicator/indicator.h pipeline/base/date.h \
 pipeline/format/notation.h pipeline/settings/profile/profile.h \
 pipeline/base/money.h pipeline/format/amount.h pipeline/format/packing.h \
 pipeline/settings/rule.h pipeline/settings/sectie.h \
 pipeline/settings/mapping/mapping.h \
 pipeline/settings/plan/rechtmatigheid.h pipeline/settings/plan/tabel.h \
 pipeline/settings/plan/indeling.h pipeline/settings/stand.h \
 pipeline/publishing/saldi.h pipeline/tables/shown.h \
 stages/controles/controles.h pipeline/tables/examples.h \
 pipeline/tables/job.h pipeline/base/interrupt.h \
 pipeline/reading/ledger.h pipeline/format/stream.h \
 pipeline/reading/findings.h pipeline/reading/key_lines.h \
 pipeline/tables/afwijkingen.h pipeline/tables/table.h \
 pipeline/tables/cell.h pipeline/tables/chart.h pipeline/tables/control.h \
 pipeline/tables/oorzaken.h pipeline/tables/tabel/overschrijding.h \
 stages/controles/controles_bronnen.h pipeline/reading/told.h \
 pipeline/reading/fingerprint.h
pipeline/base/memo.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/publishing/other_run.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/base/error.h:
pipeline/publishing/manifest.h:
pipeline/base/sha256.h:
pipeline/publishing/published.h:
pipeline/settings/plan/plan.h:
pipeline/settings/indicator/indicator.h:
pipeline/base/date.h:
pipeline/format/notation.h:
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
pipeline/publishing/saldi.h:
pipeline/tables/shown.h:
stages/controles/controles.h:
pipeline/tables/examples.h:
pipeline/tables/job.h:
pipeline/base/interrupt.h:
pipeline/reading/ledger.h:
pipeline/format/stream.h:
pipeline/reading/findings.h:
pipeline/reading/key_lines.h:
pipeline/tables/afwijkingen.h:
pipeline/tables/table.h:
pipeline/tables/cell.h:
pipeline/tables/chart.h:
pipeline/tables/control.h:
pipeline/tables/oorzaken.h:
pipeline/tables/tabel/overschrijding.h:
stages/controles/controles_bronnen.h:
pipeline/reading/told.h:
pipeline/reading/fingerprint.h:

bt/pipeline/diff/diff.o: pipeline/diff/diff.c pipeline/diff/diff.h \
 pipeline/base/error.h pipeline/base/memory.h pipeline/base/path.h \
 pipeline/base/text_list.h pipeline/chain.h pipeline/reading/line_stage.h \
 pipeline/reading/batch.h pipeline/format/scan.h pipeline/base/text.h \
 pipeline/format/csv.h pipeline/base/decimal.h pipeline/reading/groups.h \
 pipeline/reading/column.h pipeline/base/memo.h \
 pipeline/settings/profile/profile.h pipeline/base/date.h \
 pipeline/base/money.h pipeline/format/amount.h pipeline/format/packing.h \
 pipeline/settings/rule.h pipeline/settings/sectie.h \
 pipeline/reading/ledger.h pipeline/base/sha256.h \
 pipeline/format/stream.h pipeline/reading/findings.h \
 pipeline/reading/key_lines.h pipeline/settings/plan/plan.h \
 pipeline/settings/indicator/indicator.h pipeline/format/notation.h \
 pipeline/settings/mapping/mapping.h \
 pipeline/settings/plan/rechtmatigheid.h pipeline/settings/plan/tabel.h \
 pipeline/settings/plan/indeling.h pipeline/settings/stand.h \
 pipeline/reading/reader.h pipeline/base/progress.h \
 pipeline/reading/delivered.h pipeline/reading/span.h \
 pipeline/reading/ledger_builder.h pipeline/tables/job.h \
 pipeline/base/interrupt.h pipeline/publishing/manifest.h \
 pipeline/tables/afwijkingen.h pipeline/tables/table.h \
 pipeline/tables/cell.h pipeline/tables/chart.h pipeline/tables/control.h \
 pipeline/tables/oorzaken.h pipeline/tables/tabel/overschrijding.h \
 pipeline/diff/telling.h pipeline/diff/rows.h pipeline/base/folder.h \
 pipeline/why/why_view.h pipeline/why/why.h \
 pipeline/publishing/kept/kept.h pipeline/reading/reading.h \
 pipeline/tables/key_changes.h pipeline/tables/sleutels.h \
 pipeline/publishing/publication.h pipeline/base/lock.h \
 pipeline/settings/settings.h
pipeline/diff/diff.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/path.h:
pipeline/base/text_list.h:
pipeline/chain.h:
pipeline/reading/line_stage.h:
pipeline/reading/batch.h:
pipeline/format/scan.h:
pipeline/base/text.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/reading/groups.h:
pipeline/reading/column.h:
pipeline/base/memo.h:
pipeline/settings/profile/profile.h:
pipeline/base/date.h:
pipeline/base/money.h:
pipeline/format/amount.h:
pipeline/format/packing.h:
pipeline/settings/rule.h:
pipeline/settings/sectie.h:
pipeline/reading/ledger.h:
pipeline/base/sha256.h:
pipeline/format/stream.h:
pipeline/reading/findings.h:
pipeline/reading/key_lines.h:
pipeline/settings/plan/plan.h:
pipeline/settings/indicator/indicator.h:
pipeline/format/notation.h:
pipeline/settings/mapping/mapping.h:
pipeline/settings/plan/rechtmatigheid.h:
pipeline/settings/plan/tabel.h:
pipeline/settings/plan/indeling.h:
pipeline/settings/stand.h:
pipeline/reading/reader.h:
pipeline/base/progress.h:
pipeline/reading/delivered.h:
pipeline/reading/span.h:
pipeline/reading/ledger_builder.h:
pipeline/tables/job.h:
pipeline/base/interrupt.h:
pipeline/publishing/manifest.h:
pipeline/tables/afwijkingen.h:
pipeline/tables/table.h:
pipeline/tables/cell.h:
pipeline/tables/chart.h:
pipeline/tables/control.h:
pipeline/tables/oorzaken.h:
pipeline/tables/tabel/overschrijding.h:
pipeline/diff/telling.h:
pipeline/diff/rows.h:
pipeline/base/folder.h:
pipeline/why/why_view.h:
pipeline/why/why.h:
pipeline/publishing/kept/kept.h:
pipeline/reading/reading.h:
pipeline/tables/key_changes.h:
pipeline/tables/sleutels.h:
pipeline/publishing/publication.h:
pipeline/base/lock.h:
pipeline/settings/settings.h:

bt/pipeline/trace/trace_tabel.o: pipeline/trace/trace_tabel.c \
 pipeline/trace/trace_tabel.h pipeline/format/csv.h \
 pipeline/base/decimal.h pipeline/base/memory.h pipeline/base/text.h \
 pipeline/base/error.h pipeline/tables/tabel/vormen.h \
 pipeline/tables/job.h pipeline/base/interrupt.h \
 pipeline/publishing/manifest.h pipeline/base/sha256.h \
 pipeline/reading/ledger.h pipeline/format/stream.h \
 pipeline/format/packing.h pipeline/reading/findings.h \
 pipeline/base/money.h pipeline/reading/key_lines.h \
 pipeline/settings/plan/plan.h pipeline/settings/indicator/indicator.h \
 pipeline/base/date.h pipeline/format/notation.h \
 pipeline/settings/profile/profile.h pipeline/format/amount.h \
 pipeline/settings/rule.h pipeline/settings/sectie.h \
 pipeline/settings/mapping/mapping.h \
 pipeline/settings/plan/rechtmatigheid.h pipeline/settings/plan/tabel.h \
 pipeline/settings/plan/indeling.h pipeline/settings/stand.h \
 pipeline/tables/afwijkingen.h pipeline/tables/table.h \
 pipeline/tables/cell.h pipeline/tables/chart.h pipeline/tables/control.h \
 pipeline/tables/oorzaken.h pipeline/tables/tabel/overschrijding.h \
 pipeline/tables/tabel/vorm_row.h pipeline/tables/tabel/groepen.h \
 pipeline/base/memo.h pipeline/tables/tabel/indelen.h \
 pipeline/trace/trace_options.h pipeline/base/array.h \
 pipeline/base/path.h pipeline/base/text_list.h pipeline/chain.h \
 pipeline/reading/line_stage.h pipeline/reading/batch.h \
 pipeline/format/scan.h pipeline/reading/groups.h \
 pipeline/reading/column.h pipeline/reading/reader.h \
 pipeline/base/progress.h pipeline/reading/delivered.h \
 pipeline/reading/span.h pipeline/reading/ledger_builder.h \
 pipeline/reading/reading.h
pipeline/trace/trace_tabel.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/base/error.h:
pipeline/tables/tabel/vormen.h:
pipeline/tables/job.h:
pipeline/base/interrupt.h:
pipeline/publishing/manifest.h:
pipeline/base/sha256.h:
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
pipeline/tables/chart.h:
pipeline/tables/control.h:
pipeline/tables/oorzaken.h:
pipeline/tables/tabel/overschrijding.h:
pipeline/tables/tabel/vorm_row.h:
pipeline/tables/tabel/groepen.h:
pipeline/base/memo.h:
pipeline/tables/tabel/indelen.h:
pipeline/trace/trace_options.h:
pipeline/base/array.h:
pipeline/base/path.h:
pipeline/base/text_list.h:
pipeline/chain.h:
pipeline/reading/line_stage.h:
pipeline/reading/batch.h:
pipeline/format/scan.h:
pipeline/reading/groups.h:
pipeline/reading/column.h:
pipeline/reading/reader.h:
pipeline/base/progress.h:
pipeline/reading/delivered.h:
pipeline/reading/span.h:
pipeline/reading/ledger_builder.h:
pipeline/reading/reading.h:

bt/pipeline/trace/trace.o: pipeline/trace/trace.c pipeline/trace/trace.h \
 pipeline/base/error.h pipeline/base/memory.h \
 pipeline/publishing/kept/kept.h pipeline/publishing/manifest.h \
 pipeline/base/sha256.h pipeline/base/text.h \
 pipeline/settings/plan/plan.h pipeline/settings/indicator/indicator.h \
 pipeline/base/date.h pipeline/format/notation.h pipeline/base/decimal.h \
 pipeline/settings/profile/profile.h pipeline/base/money.h \
 pipeline/format/amount.h pipeline/format/packing.h \
 pipeline/settings/rule.h pipeline/settings/sectie.h \
 pipeline/settings/mapping/mapping.h \
 pipeline/settings/plan/rechtmatigheid.h pipeline/settings/plan/tabel.h \
 pipeline/settings/plan/indeling.h pipeline/settings/stand.h \
 pipeline/trace/trace_options.h pipeline/base/array.h \
 pipeline/base/memo.h pipeline/base/path.h pipeline/base/text_list.h \
 pipeline/chain.h pipeline/reading/line_stage.h pipeline/reading/batch.h \
 pipeline/format/scan.h pipeline/format/csv.h pipeline/reading/groups.h \
 pipeline/reading/column.h pipeline/reading/ledger.h \
 pipeline/format/stream.h pipeline/reading/findings.h \
 pipeline/reading/key_lines.h pipeline/reading/reader.h \
 pipeline/base/progress.h pipeline/reading/delivered.h \
 pipeline/reading/span.h pipeline/reading/ledger_builder.h \
 pipeline/tables/job.h pipeline/base/interrupt.h \
 pipeline/tables/afwijkingen.h pipeline/tables/table.h \
 pipeline/tables/cell.h pipeline/tables/chart.h pipeline/tables/control.h \
 pipeline/tables/oorzaken.h pipeline/tables/tabel/overschrijding.h \
 pipeline/publishing/published.h pipeline/publishing/saldi.h \
 pipeline/reading/batch_text.h pipeline/reading/flow.h \
 pipeline/trace/trace_proof.h pipeline/trace/trace_tabel.h \
 pipeline/tables/tabel/vormen.h pipeline/tables/tabel/vorm_row.h \
 pipeline/tables/tabel/groepen.h pipeline/tables/tabel/indelen.h
pipeline/trace/trace.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/publishing/kept/kept.h:
pipeline/publishing/manifest.h:
pipeline/base/sha256.h:
pipeline/base/text.h:
pipeline/settings/plan/plan.h:
pipeline/settings/indicator/indicator.h:
pipeline/base/date.h:
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
pipeline/trace/trace_options.h:
pipeline/base/array.h:
pipeline/base/memo.h:
pipeline/base/path.h:
pipeline/base/text_list.h:
pipeline/chain.h:
pipeline/reading/line_stage.h:
pipeline/reading/batch.h:
pipeline/format/scan.h:
pipeline/format/csv.h:
pipeline/reading/groups.h:
pipeline/reading/column.h:
pipeline/reading/ledger.h:
pipeline/format/stream.h:
pipeline/reading/findings.h:
pipeline/reading/key_lines.h:
pipeline/reading/reader.h:
pipeline/base/progress.h:
pipeline/reading/delivered.h:
pipeline/reading/span.h:
pipeline/reading/ledger_builder.h:
pipeline/tables/job.h:
pipeline/base/interrupt.h:
pipeline/tables/afwijkingen.h:
pipeline/tables/table.h:
pipeline/tables/cell.h:
pipeline/tables/chart.h:
pipeline/tables/control.h:
pipeline/tables/oorzaken.h:
pipeline/tables/tabel/overschrijding.h:
pipeline/publishing/published.h:
pipeline/publishing/saldi.h:
pipeline/reading/batch_text.h:
pipeline/reading/flow.h:
pipeline/trace/trace_proof.h:
pipeline/trace/trace_tabel.h:
pipeline/tables/tabel/vormen.h:
pipeline/tables/tabel/vorm_row.h:
pipeline/tables/tabel/groepen.h:
pipeline/tables/tabel/indelen.h:

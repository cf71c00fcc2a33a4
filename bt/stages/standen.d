bt/stages/standen.o: stages/standen.c pipeline/reading/line_stage.h \
 pipeline/reading/batch.h pipeline/format/scan.h pipeline/base/text.h \
 pipeline/base/memory.h pipeline/format/csv.h pipeline/base/decimal.h \
 pipeline/base/error.h pipeline/reading/groups.h \
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
 pipeline/reading/ledger_builder.h pipeline/reading/told.h \
 pipeline/reading/fingerprint.h
pipeline/reading/line_stage.h:
pipeline/reading/batch.h:
pipeline/format/scan.h:
pipeline/base/text.h:
pipeline/base/memory.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/base/error.h:
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
pipeline/reading/told.h:
pipeline/reading/fingerprint.h:

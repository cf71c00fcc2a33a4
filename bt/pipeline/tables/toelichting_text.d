bt/pipeline/tables/toelichting_text.o: pipeline/tables/toelichting_text.c \
 pipeline/tables/toelichting_text.h pipeline/tables/afwijkingen.h \
 pipeline/reading/ledger.h pipeline/base/sha256.h pipeline/base/error.h \
 pipeline/format/stream.h pipeline/format/packing.h \
 pipeline/base/memory.h pipeline/base/text.h pipeline/reading/findings.h \
 pipeline/base/money.h pipeline/reading/key_lines.h \
 pipeline/settings/plan/plan.h pipeline/settings/indicator/indicator.h \
 pipeline/base/date.h pipeline/format/notation.h pipeline/base/decimal.h \
 pipeline/settings/profile/profile.h pipeline/format/amount.h \
 pipeline/settings/rule.h pipeline/settings/sectie.h \
 pipeline/settings/mapping/mapping.h \
 pipeline/settings/plan/rechtmatigheid.h pipeline/settings/plan/tabel.h \
 pipeline/settings/plan/indeling.h pipeline/settings/stand.h \
 pipeline/tables/table.h pipeline/tables/cell.h pipeline/format/csv.h \
 pipeline/tables/chart.h pipeline/tables/shown.h
pipeline/tables/toelichting_text.h:
pipeline/tables/afwijkingen.h:
pipeline/reading/ledger.h:
pipeline/base/sha256.h:
pipeline/base/error.h:
pipeline/format/stream.h:
pipeline/format/packing.h:
pipeline/base/memory.h:
pipeline/base/text.h:
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
pipeline/tables/table.h:
pipeline/tables/cell.h:
pipeline/format/csv.h:
pipeline/tables/chart.h:
pipeline/tables/shown.h:

bt/pipeline/tables/tabel/groepen.o: pipeline/tables/tabel/groepen.c \
 pipeline/tables/tabel/groepen.h pipeline/base/memo.h \
 pipeline/base/memory.h pipeline/base/text.h \
 pipeline/tables/tabel/indelen.h pipeline/base/decimal.h \
 pipeline/reading/ledger.h pipeline/base/sha256.h pipeline/base/error.h \
 pipeline/format/stream.h pipeline/format/packing.h \
 pipeline/reading/findings.h pipeline/base/money.h \
 pipeline/reading/key_lines.h pipeline/settings/plan/plan.h \
 pipeline/settings/indicator/indicator.h pipeline/base/date.h \
 pipeline/format/notation.h pipeline/settings/profile/profile.h \
 pipeline/format/amount.h pipeline/settings/rule.h \
 pipeline/settings/sectie.h pipeline/settings/mapping/mapping.h \
 pipeline/settings/plan/rechtmatigheid.h pipeline/settings/plan/tabel.h \
 pipeline/settings/plan/indeling.h pipeline/settings/stand.h \
 pipeline/base/array.h
pipeline/tables/tabel/groepen.h:
pipeline/base/memo.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/tables/tabel/indelen.h:
pipeline/base/decimal.h:
pipeline/reading/ledger.h:
pipeline/base/sha256.h:
pipeline/base/error.h:
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
pipeline/base/array.h:

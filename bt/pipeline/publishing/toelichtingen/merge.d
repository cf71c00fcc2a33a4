bt/pipeline/publishing/toelichtingen/merge.o: \
 pipeline/publishing/toelichtingen/merge.c \
 pipeline/publishing/toelichtingen/merge.h \
 pipeline/publishing/toelichtingen/bases.h pipeline/publishing/filled.h \
 pipeline/settings/mapping/mapping.h pipeline/base/error.h \
 pipeline/base/memory.h pipeline/base/money.h pipeline/base/text.h \
 pipeline/publishing/toelichtingen/store.h pipeline/settings/plan/plan.h \
 pipeline/settings/indicator/indicator.h pipeline/base/date.h \
 pipeline/format/notation.h pipeline/base/decimal.h \
 pipeline/settings/profile/profile.h pipeline/format/amount.h \
 pipeline/format/packing.h pipeline/settings/rule.h \
 pipeline/settings/sectie.h pipeline/settings/plan/rechtmatigheid.h \
 pipeline/settings/plan/tabel.h pipeline/settings/plan/indeling.h \
 pipeline/settings/stand.h pipeline/base/path.h pipeline/base/suggest.h \
 pipeline/base/array.h pipeline/format/workbook.h
pipeline/publishing/toelichtingen/merge.h:
pipeline/publishing/toelichtingen/bases.h:
pipeline/publishing/filled.h:
pipeline/settings/mapping/mapping.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/money.h:
pipeline/base/text.h:
pipeline/publishing/toelichtingen/store.h:
pipeline/settings/plan/plan.h:
pipeline/settings/indicator/indicator.h:
pipeline/base/date.h:
pipeline/format/notation.h:
pipeline/base/decimal.h:
pipeline/settings/profile/profile.h:
pipeline/format/amount.h:
pipeline/format/packing.h:
pipeline/settings/rule.h:
pipeline/settings/sectie.h:
pipeline/settings/plan/rechtmatigheid.h:
pipeline/settings/plan/tabel.h:
pipeline/settings/plan/indeling.h:
pipeline/settings/stand.h:
pipeline/base/path.h:
pipeline/base/suggest.h:
pipeline/base/array.h:
pipeline/format/workbook.h:

bt/pipeline/diff/rows.o: pipeline/diff/rows.c pipeline/diff/rows.h \
 pipeline/base/folder.h pipeline/base/error.h pipeline/base/memory.h \
 pipeline/format/csv.h pipeline/base/decimal.h pipeline/base/text.h \
 pipeline/publishing/manifest.h pipeline/base/sha256.h \
 pipeline/base/array.h pipeline/base/memo.h pipeline/base/path.h \
 pipeline/base/text_list.h pipeline/publishing/published.h \
 pipeline/settings/plan/plan.h pipeline/settings/indicator/indicator.h \
 pipeline/base/date.h pipeline/format/notation.h \
 pipeline/settings/profile/profile.h pipeline/base/money.h \
 pipeline/format/amount.h pipeline/format/packing.h \
 pipeline/settings/rule.h pipeline/settings/sectie.h \
 pipeline/settings/mapping/mapping.h \
 pipeline/settings/plan/rechtmatigheid.h pipeline/settings/plan/tabel.h \
 pipeline/settings/plan/indeling.h pipeline/settings/stand.h
pipeline/diff/rows.h:
pipeline/base/folder.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/base/text.h:
pipeline/publishing/manifest.h:
pipeline/base/sha256.h:
pipeline/base/array.h:
pipeline/base/memo.h:
pipeline/base/path.h:
pipeline/base/text_list.h:
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

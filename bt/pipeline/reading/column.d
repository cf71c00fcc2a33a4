bt/pipeline/reading/column.o: pipeline/reading/column.c \
 pipeline/reading/column.h pipeline/base/memo.h pipeline/base/memory.h \
 pipeline/base/text.h pipeline/format/scan.h pipeline/format/csv.h \
 pipeline/base/decimal.h pipeline/base/error.h \
 pipeline/settings/profile/profile.h pipeline/base/date.h \
 pipeline/base/money.h pipeline/format/amount.h pipeline/format/packing.h \
 pipeline/settings/rule.h pipeline/settings/sectie.h \
 pipeline/settings/stand.h
pipeline/reading/column.h:
pipeline/base/memo.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/format/scan.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/base/error.h:
pipeline/settings/profile/profile.h:
pipeline/base/date.h:
pipeline/base/money.h:
pipeline/format/amount.h:
pipeline/format/packing.h:
pipeline/settings/rule.h:
pipeline/settings/sectie.h:
pipeline/settings/stand.h:

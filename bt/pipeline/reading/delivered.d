bt/pipeline/reading/delivered.o: pipeline/reading/delivered.c \
 pipeline/reading/delivered.h pipeline/settings/profile/profile.h \
 pipeline/base/date.h pipeline/base/text.h pipeline/base/memory.h \
 pipeline/base/error.h pipeline/base/money.h pipeline/format/amount.h \
 pipeline/format/packing.h pipeline/settings/rule.h \
 pipeline/settings/sectie.h pipeline/format/csv.h pipeline/base/decimal.h
pipeline/reading/delivered.h:
pipeline/settings/profile/profile.h:
pipeline/base/date.h:
pipeline/base/text.h:
pipeline/base/memory.h:
pipeline/base/error.h:
pipeline/base/money.h:
pipeline/format/amount.h:
pipeline/format/packing.h:
pipeline/settings/rule.h:
pipeline/settings/sectie.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:

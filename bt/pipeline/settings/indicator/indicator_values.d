bt/pipeline/settings/indicator/indicator_values.o: \
 pipeline/settings/indicator/indicator_values.c \
 pipeline/settings/indicator/indicator_reading.h pipeline/format/csv.h \
 pipeline/base/decimal.h pipeline/base/memory.h pipeline/base/text.h \
 pipeline/base/error.h pipeline/settings/indicator/indicator.h \
 pipeline/base/date.h pipeline/format/notation.h \
 pipeline/settings/profile/profile.h pipeline/base/money.h \
 pipeline/format/amount.h pipeline/format/packing.h \
 pipeline/settings/rule.h pipeline/settings/sectie.h pipeline/base/path.h
pipeline/settings/indicator/indicator_reading.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/base/error.h:
pipeline/settings/indicator/indicator.h:
pipeline/base/date.h:
pipeline/format/notation.h:
pipeline/settings/profile/profile.h:
pipeline/base/money.h:
pipeline/format/amount.h:
pipeline/format/packing.h:
pipeline/settings/rule.h:
pipeline/settings/sectie.h:
pipeline/base/path.h:

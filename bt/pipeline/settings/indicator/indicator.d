bt/pipeline/settings/indicator/indicator.o: \
 pipeline/settings/indicator/indicator.c \
 pipeline/settings/indicator/indicator.h pipeline/base/date.h \
 pipeline/base/text.h pipeline/base/memory.h pipeline/base/error.h \
 pipeline/format/notation.h pipeline/base/decimal.h \
 pipeline/settings/profile/profile.h pipeline/base/money.h \
 pipeline/format/amount.h pipeline/format/packing.h \
 pipeline/settings/rule.h pipeline/settings/sectie.h \
 pipeline/base/array.h
pipeline/settings/indicator/indicator.h:
pipeline/base/date.h:
pipeline/base/text.h:
pipeline/base/memory.h:
pipeline/base/error.h:
pipeline/format/notation.h:
pipeline/base/decimal.h:
pipeline/settings/profile/profile.h:
pipeline/base/money.h:
pipeline/format/amount.h:
pipeline/format/packing.h:
pipeline/settings/rule.h:
pipeline/settings/sectie.h:
pipeline/base/array.h:

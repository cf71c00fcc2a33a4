bt/pipeline/settings/profile/profile_amounts.o: \
 pipeline/settings/profile/profile_amounts.c \
 pipeline/settings/profile/profile_reading.h \
 pipeline/settings/profile/profile.h pipeline/base/date.h \
 pipeline/base/text.h pipeline/base/memory.h pipeline/base/error.h \
 pipeline/base/money.h pipeline/format/amount.h pipeline/format/packing.h \
 pipeline/settings/rule.h pipeline/settings/sectie.h \
 pipeline/settings/settings.h pipeline/base/text_list.h \
 pipeline/format/quoted.h
pipeline/settings/profile/profile_reading.h:
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
pipeline/settings/settings.h:
pipeline/base/text_list.h:
pipeline/format/quoted.h:

bt/pipeline/sniff/sniff_words.o: pipeline/sniff/sniff_words.c \
 pipeline/sniff/sniff_words.h pipeline/settings/profile/profile.h \
 pipeline/base/date.h pipeline/base/text.h pipeline/base/memory.h \
 pipeline/base/error.h pipeline/base/money.h pipeline/format/amount.h \
 pipeline/format/packing.h pipeline/settings/rule.h \
 pipeline/settings/sectie.h
pipeline/sniff/sniff_words.h:
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

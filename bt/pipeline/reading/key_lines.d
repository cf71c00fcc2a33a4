bt/pipeline/reading/key_lines.o: pipeline/reading/key_lines.c \
 pipeline/reading/key_lines.h pipeline/base/money.h pipeline/base/text.h \
 pipeline/base/memory.h pipeline/settings/plan/plan.h \
 pipeline/settings/indicator/indicator.h pipeline/base/date.h \
 pipeline/base/error.h pipeline/format/notation.h pipeline/base/decimal.h \
 pipeline/settings/profile/profile.h pipeline/format/amount.h \
 pipeline/format/packing.h pipeline/settings/rule.h \
 pipeline/settings/sectie.h pipeline/settings/mapping/mapping.h \
 pipeline/settings/plan/rechtmatigheid.h pipeline/settings/plan/tabel.h \
 pipeline/settings/plan/indeling.h pipeline/settings/stand.h
pipeline/reading/key_lines.h:
pipeline/base/money.h:
pipeline/base/text.h:
pipeline/base/memory.h:
pipeline/settings/plan/plan.h:
pipeline/settings/indicator/indicator.h:
pipeline/base/date.h:
pipeline/base/error.h:
pipeline/format/notation.h:
pipeline/base/decimal.h:
pipeline/settings/profile/profile.h:
pipeline/format/amount.h:
pipeline/format/packing.h:
pipeline/settings/rule.h:
pipeline/settings/sectie.h:
pipeline/settings/mapping/mapping.h:
pipeline/settings/plan/rechtmatigheid.h:
pipeline/settings/plan/tabel.h:
pipeline/settings/plan/indeling.h:
pipeline/settings/stand.h:

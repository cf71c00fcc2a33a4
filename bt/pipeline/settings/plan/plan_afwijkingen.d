bt/pipeline/settings/plan/plan_afwijkingen.o: \
 pipeline/settings/plan/plan_afwijkingen.c pipeline/base/array.h \
 pipeline/settings/plan/plan_reading.h pipeline/settings/plan/plan.h \
 pipeline/settings/indicator/indicator.h pipeline/base/date.h \
 pipeline/base/text.h pipeline/base/memory.h pipeline/base/error.h \
 pipeline/format/notation.h pipeline/base/decimal.h \
 pipeline/settings/profile/profile.h pipeline/base/money.h \
 pipeline/format/amount.h pipeline/format/packing.h \
 pipeline/settings/rule.h pipeline/settings/sectie.h \
 pipeline/settings/mapping/mapping.h \
 pipeline/settings/plan/rechtmatigheid.h pipeline/settings/plan/tabel.h \
 pipeline/settings/plan/indeling.h pipeline/settings/stand.h \
 pipeline/settings/settings.h pipeline/base/suggest.h \
 pipeline/settings/run_name.h
pipeline/base/array.h:
pipeline/settings/plan/plan_reading.h:
pipeline/settings/plan/plan.h:
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
pipeline/settings/mapping/mapping.h:
pipeline/settings/plan/rechtmatigheid.h:
pipeline/settings/plan/tabel.h:
pipeline/settings/plan/indeling.h:
pipeline/settings/stand.h:
pipeline/settings/settings.h:
pipeline/base/suggest.h:
pipeline/settings/run_name.h:

bt/pipeline/trace/trace_sample.o: pipeline/trace/trace_sample.c \
 pipeline/base/array.h pipeline/base/sha256.h pipeline/base/error.h \
 pipeline/trace/trace_keep.h pipeline/base/memo.h pipeline/base/memory.h \
 pipeline/base/text.h pipeline/trace/trace.h \
 pipeline/publishing/kept/kept.h pipeline/publishing/manifest.h \
 pipeline/settings/plan/plan.h pipeline/settings/indicator/indicator.h \
 pipeline/base/date.h pipeline/format/notation.h pipeline/base/decimal.h \
 pipeline/settings/profile/profile.h pipeline/base/money.h \
 pipeline/format/amount.h pipeline/format/packing.h \
 pipeline/settings/rule.h pipeline/settings/sectie.h \
 pipeline/settings/mapping/mapping.h \
 pipeline/settings/plan/rechtmatigheid.h pipeline/settings/plan/tabel.h \
 pipeline/settings/plan/indeling.h pipeline/settings/stand.h \
 pipeline/trace/trace_options.h
pipeline/base/array.h:
pipeline/base/sha256.h:
pipeline/base/error.h:
pipeline/trace/trace_keep.h:
pipeline/base/memo.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/trace/trace.h:
pipeline/publishing/kept/kept.h:
pipeline/publishing/manifest.h:
pipeline/settings/plan/plan.h:
pipeline/settings/indicator/indicator.h:
pipeline/base/date.h:
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
pipeline/trace/trace_options.h:

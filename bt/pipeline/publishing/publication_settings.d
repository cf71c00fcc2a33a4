bt/pipeline/publishing/publication_settings.o: \
 pipeline/publishing/publication_settings.c \
 pipeline/publishing/publication.h pipeline/base/error.h \
 pipeline/base/lock.h pipeline/base/memory.h \
 pipeline/publishing/manifest.h pipeline/base/sha256.h \
 pipeline/base/text.h pipeline/settings/plan/plan.h \
 pipeline/settings/indicator/indicator.h pipeline/base/date.h \
 pipeline/format/notation.h pipeline/base/decimal.h \
 pipeline/settings/profile/profile.h pipeline/base/money.h \
 pipeline/format/amount.h pipeline/format/packing.h \
 pipeline/settings/rule.h pipeline/settings/sectie.h \
 pipeline/settings/mapping/mapping.h \
 pipeline/settings/plan/rechtmatigheid.h pipeline/settings/plan/tabel.h \
 pipeline/settings/plan/indeling.h pipeline/settings/stand.h \
 pipeline/base/file.h pipeline/base/folder.h pipeline/base/path.h
pipeline/publishing/publication.h:
pipeline/base/error.h:
pipeline/base/lock.h:
pipeline/base/memory.h:
pipeline/publishing/manifest.h:
pipeline/base/sha256.h:
pipeline/base/text.h:
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
pipeline/base/file.h:
pipeline/base/folder.h:
pipeline/base/path.h:

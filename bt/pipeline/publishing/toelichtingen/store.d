bt/pipeline/publishing/toelichtingen/store.o: \
 pipeline/publishing/toelichtingen/store.c \
 pipeline/publishing/toelichtingen/store.h pipeline/publishing/filled.h \
 pipeline/settings/mapping/mapping.h pipeline/base/error.h \
 pipeline/base/memory.h pipeline/base/money.h pipeline/base/text.h \
 pipeline/base/file.h pipeline/base/sha256.h pipeline/base/path.h \
 pipeline/format/csv.h pipeline/base/decimal.h
pipeline/publishing/toelichtingen/store.h:
pipeline/publishing/filled.h:
pipeline/settings/mapping/mapping.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/money.h:
pipeline/base/text.h:
pipeline/base/file.h:
pipeline/base/sha256.h:
pipeline/base/path.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:

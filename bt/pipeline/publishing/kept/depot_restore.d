bt/pipeline/publishing/kept/depot_restore.o: \
 pipeline/publishing/kept/depot_restore.c \
 pipeline/publishing/kept/depot.h pipeline/base/error.h \
 pipeline/base/lock.h pipeline/base/memory.h pipeline/base/sha256.h \
 pipeline/base/held.h pipeline/base/regular.h pipeline/base/share.h \
 pipeline/format/gzip.h
pipeline/publishing/kept/depot.h:
pipeline/base/error.h:
pipeline/base/lock.h:
pipeline/base/memory.h:
pipeline/base/sha256.h:
pipeline/base/held.h:
pipeline/base/regular.h:
pipeline/base/share.h:
pipeline/format/gzip.h:

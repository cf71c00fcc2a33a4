bt/pipeline/publishing/kept/depot_add.o: \
 pipeline/publishing/kept/depot_add.c pipeline/publishing/kept/depot.h \
 pipeline/base/error.h pipeline/base/lock.h pipeline/base/memory.h \
 pipeline/base/sha256.h pipeline/base/folder.h pipeline/base/held.h \
 pipeline/base/regular.h pipeline/base/share.h pipeline/base/text_list.h \
 pipeline/format/gzip.h
pipeline/publishing/kept/depot.h:
pipeline/base/error.h:
pipeline/base/lock.h:
pipeline/base/memory.h:
pipeline/base/sha256.h:
pipeline/base/folder.h:
pipeline/base/held.h:
pipeline/base/regular.h:
pipeline/base/share.h:
pipeline/base/text_list.h:
pipeline/format/gzip.h:

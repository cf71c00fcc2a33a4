bt/pipeline/publishing/locate.o: pipeline/publishing/locate.c \
 pipeline/publishing/locate.h pipeline/publishing/manifest.h \
 pipeline/base/error.h pipeline/base/memory.h pipeline/base/sha256.h \
 pipeline/base/text.h pipeline/base/file.h pipeline/base/folder.h \
 pipeline/base/path.h pipeline/publishing/other_run.h \
 pipeline/format/csv.h pipeline/base/decimal.h
pipeline/publishing/locate.h:
pipeline/publishing/manifest.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/sha256.h:
pipeline/base/text.h:
pipeline/base/file.h:
pipeline/base/folder.h:
pipeline/base/path.h:
pipeline/publishing/other_run.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:

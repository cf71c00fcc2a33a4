bt/pipeline/diff/diff_previous.o: pipeline/diff/diff_previous.c \
 pipeline/diff/diff.h pipeline/base/error.h pipeline/base/memory.h \
 pipeline/base/folder.h pipeline/base/path.h \
 pipeline/publishing/manifest.h pipeline/base/sha256.h \
 pipeline/base/text.h pipeline/publishing/other_run.h \
 pipeline/format/csv.h pipeline/base/decimal.h \
 pipeline/settings/run_name.h
pipeline/diff/diff.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/folder.h:
pipeline/base/path.h:
pipeline/publishing/manifest.h:
pipeline/base/sha256.h:
pipeline/base/text.h:
pipeline/publishing/other_run.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/settings/run_name.h:

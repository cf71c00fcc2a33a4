bt/pipeline/verify/rerun.o: pipeline/verify/rerun.c \
 pipeline/verify/verify.h pipeline/base/error.h pipeline/base/memory.h \
 pipeline/publishing/kept/kept.h pipeline/publishing/manifest.h \
 pipeline/base/sha256.h pipeline/base/text.h pipeline/base/file.h \
 pipeline/base/folder.h pipeline/base/path.h pipeline/base/share.h \
 pipeline/base/text_list.h pipeline/run.h
pipeline/verify/verify.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/publishing/kept/kept.h:
pipeline/publishing/manifest.h:
pipeline/base/sha256.h:
pipeline/base/text.h:
pipeline/base/file.h:
pipeline/base/folder.h:
pipeline/base/path.h:
pipeline/base/share.h:
pipeline/base/text_list.h:
pipeline/run.h:

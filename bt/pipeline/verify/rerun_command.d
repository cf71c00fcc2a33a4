bt/pipeline/verify/rerun_command.o: pipeline/verify/rerun_command.c \
 pipeline/command.h pipeline/base/error.h pipeline/base/memory.h \
 pipeline/base/folder.h pipeline/base/path.h pipeline/verify/verify.h \
 pipeline/publishing/kept/kept.h pipeline/publishing/manifest.h \
 pipeline/base/sha256.h pipeline/base/text.h
pipeline/command.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/folder.h:
pipeline/base/path.h:
pipeline/verify/verify.h:
pipeline/publishing/kept/kept.h:
pipeline/publishing/manifest.h:
pipeline/base/sha256.h:
pipeline/base/text.h:

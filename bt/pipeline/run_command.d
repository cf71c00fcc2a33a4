bt/pipeline/run_command.o: pipeline/run_command.c pipeline/command.h \
 pipeline/base/error.h pipeline/base/memory.h pipeline/base/share.h \
 pipeline/run.h pipeline/publishing/manifest.h pipeline/base/sha256.h \
 pipeline/base/text.h
pipeline/command.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/share.h:
pipeline/run.h:
pipeline/publishing/manifest.h:
pipeline/base/sha256.h:
pipeline/base/text.h:

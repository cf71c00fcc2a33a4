bt/pipeline/verify/verify_command.o: pipeline/verify/verify_command.c \
 pipeline/command.h pipeline/base/error.h pipeline/base/memory.h \
 pipeline/base/held.h pipeline/base/text.h pipeline/verify/verify.h \
 pipeline/publishing/kept/kept.h pipeline/publishing/manifest.h \
 pipeline/base/sha256.h
pipeline/command.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/held.h:
pipeline/base/text.h:
pipeline/verify/verify.h:
pipeline/publishing/kept/kept.h:
pipeline/publishing/manifest.h:
pipeline/base/sha256.h:

bt/pipeline/reading/fingerprint.o: pipeline/reading/fingerprint.c \
 pipeline/reading/fingerprint.h pipeline/base/memory.h
pipeline/reading/fingerprint.h:
pipeline/base/memory.h:

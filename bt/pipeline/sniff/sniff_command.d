bt/pipeline/sniff/sniff_command.o: pipeline/sniff/sniff_command.c \
 pipeline/command.h pipeline/base/error.h pipeline/base/memory.h \
 pipeline/sniff/sniff.h
pipeline/command.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/sniff/sniff.h:

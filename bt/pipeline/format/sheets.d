bt/pipeline/format/sheets.o: pipeline/format/sheets.c \
 pipeline/format/sheets.h pipeline/base/memory.h pipeline/base/text.h \
 pipeline/format/xml.h
pipeline/format/sheets.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/format/xml.h:

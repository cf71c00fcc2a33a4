bt/pipeline/format/xml.o: pipeline/format/xml.c pipeline/format/xml.h \
 pipeline/base/text.h pipeline/base/memory.h
pipeline/format/xml.h:
pipeline/base/text.h:
pipeline/base/memory.h:

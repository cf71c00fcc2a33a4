bt/pipeline/format/xml_plain.o: pipeline/format/xml_plain.c \
 pipeline/format/xml_plain.h pipeline/base/text.h pipeline/base/memory.h
pipeline/format/xml_plain.h:
pipeline/base/text.h:
pipeline/base/memory.h:

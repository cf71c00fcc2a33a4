bt/pipeline/format/packing_xaf.o: pipeline/format/packing_xaf.c \
 pipeline/base/memory.h pipeline/format/records.h pipeline/base/error.h \
 pipeline/base/text.h pipeline/format/packing.h \
 pipeline/format/xaf_totals.h pipeline/base/money.h pipeline/format/xml.h \
 pipeline/format/xml_plain.h
pipeline/base/memory.h:
pipeline/format/records.h:
pipeline/base/error.h:
pipeline/base/text.h:
pipeline/format/packing.h:
pipeline/format/xaf_totals.h:
pipeline/base/money.h:
pipeline/format/xml.h:
pipeline/format/xml_plain.h:

bt/pipeline/publishing/csv_feed.o: pipeline/publishing/csv_feed.c \
 pipeline/publishing/csv_feed.h pipeline/format/csv.h \
 pipeline/base/decimal.h pipeline/base/memory.h pipeline/base/text.h \
 pipeline/base/error.h pipeline/base/held.h
pipeline/publishing/csv_feed.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/base/error.h:
pipeline/base/held.h:

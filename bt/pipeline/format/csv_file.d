bt/pipeline/format/csv_file.o: pipeline/format/csv_file.c \
 pipeline/format/csv_given.h pipeline/format/csv.h \
 pipeline/base/decimal.h pipeline/base/memory.h pipeline/base/text.h \
 pipeline/base/error.h pipeline/base/file.h pipeline/base/sha256.h \
 pipeline/base/text_list.h
pipeline/format/csv_given.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/base/error.h:
pipeline/base/file.h:
pipeline/base/sha256.h:
pipeline/base/text_list.h:

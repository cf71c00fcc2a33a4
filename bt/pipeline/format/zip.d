bt/pipeline/format/zip.o: pipeline/format/zip.c pipeline/format/zip.h \
 pipeline/base/memory.h pipeline/base/text.h pipeline/base/array.h \
 pipeline/base/memo.h pipeline/format/packing.h pipeline/base/error.h \
 /usr/include/minizip/unzip.h /usr/include/minizip/ioapi.h
pipeline/format/zip.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/base/array.h:
pipeline/base/memo.h:
pipeline/format/packing.h:
pipeline/base/error.h:
/usr/include/minizip/unzip.h:
/usr/include/minizip/ioapi.h:
